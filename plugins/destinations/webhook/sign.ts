import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** `whsec_…` holds the key as base64, as other senders of signed webhooks write it; any other text is the key itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret, 'utf8');
}

/**
 * The headers of the Standard Webhooks scheme: HMAC-SHA-256 over `id.timestamp.body`, as base64 after `v1,`. The timestamp is in seconds;
 * receivers refuse one that is more than five minutes away.
 */
export function signatureHeaders(secret: string, id: string, now: Date, body: string): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000).toString();
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
