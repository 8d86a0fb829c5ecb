import { readBounceToken } from './bounce-token';

/** What a delivery status notification (RFC 3464) says. `delayed`: the server goes on trying. */
export type Dsn = { messageId: string; action: 'failed' | 'delayed' | 'delivered' | 'other'; status: string | null };

const ACTIONS: Record<string, Dsn['action']> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

/**
 * Reads a notification as mail servers send it. The message is named by the mark in the address it was returned to, or in what it quotes
 * of the original. @returns undefined when it names none of our messages, or is no notification of delivery.
 */
export function parseDsn(raw: string): Dsn | undefined {
  // Parts in quoted-printable break long lines and spell the equals sign.
  const text = raw
    .replace(/=\r?\n/g, '')
    .replace(/\r\n/g, '\n')
    .replaceAll('=3D', '=');
  const messageId = readBounceToken(text);
  const status = field(text, 'Status');
  const action = field(text, 'Action')?.toLowerCase();
  if (!messageId || (!status && !action)) return undefined;
  const code = /^([245]\.\d{1,3}\.\d{1,3})/.exec(status ?? '')?.[1] ?? null;
  const byStatus = code?.startsWith('5') ? 'failed' : code?.startsWith('4') ? 'delayed' : 'other';
  return { messageId, action: (action && ACTIONS[action]) || byStatus, status: code };
}

const field = (text: string, name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(text)?.[1]?.trim();
