import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { decryptSecret } from '@/lib/crypto';
import { env } from '@/lib/env';
import { type SmtpServer, smtpServerOfUrl } from '@/lib/smtp';
import type { Sender } from '../types';

/** What `email_sender.settings_encrypted` holds. */
export const senderSecrets = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string(),
  password: z.string(),
  dkimDomain: z.string(),
  dkimSelector: z.string(),
  dkimKey: z.string(),
});
export type SenderSecrets = z.infer<typeof senderSecrets>;

type Row = {
  fromName: string;
  fromAddress: string;
  replyTo: string;
  bounceAddress: string;
  postalAddress: string;
  ratePerMinute: number | null;
  settings: string | null;
};

export async function readSenderRow(tx: AnySql): Promise<Row | undefined> {
  const [row] = await tx<Row[]>`
    select from_name as "fromName", from_address as "fromAddress", reply_to as "replyTo", bounce_address as "bounceAddress",
           postal_address as "postalAddress", rate_per_minute as "ratePerMinute", settings_encrypted as settings
    from email_sender where key = 'default'`;
  return row;
}

export const openSecrets = (settings: string | null): SenderSecrets | undefined =>
  settings ? senderSecrets.parse(JSON.parse(decryptSecret(settings))) : undefined;

/** Whether the installation has a mail server of its own (SMTP_URL). */
export const installationServer = (): SmtpServer | undefined => smtpServerOfUrl(env().SMTP_URL ?? '');

/** Who mails come from, ready to send. @returns undefined when nobody has set it up, or no server is named. */
export async function readSender(tx: AnySql): Promise<Sender | undefined> {
  const row = await readSenderRow(tx);
  if (!row) return undefined;
  const secrets = openSecrets(row.settings);
  const own = secrets?.host ? secrets : undefined;
  const server: SmtpServer | undefined = own
    ? { host: own.host, port: own.port, security: own.security, user: own.user || undefined, password: own.password || undefined }
    : installationServer();
  if (!server) return undefined;
  const dkim = secrets?.dkimKey ? { domain: secrets.dkimDomain, selector: secrets.dkimSelector, privateKey: secrets.dkimKey } : undefined;
  const { settings: _, ...rest } = row;
  return { ...rest, server, dkim };
}

/** The sender as its form may show it: secrets are only named as set. */
export type SenderForm = Omit<Row, 'settings'> & {
  /** Whether mails go by the installation's own server. */
  useInstallation: boolean;
  host: string;
  port: number;
  security: SmtpServer['security'];
  user: string;
  hasPassword: boolean;
  dkimDomain: string;
  dkimSelector: string;
  hasDkimKey: boolean;
};

export async function readSenderForm(tx: AnySql): Promise<SenderForm | undefined> {
  const row = await readSenderRow(tx);
  if (!row) return undefined;
  const secrets = openSecrets(row.settings);
  const { settings: _, ...rest } = row;
  return {
    ...rest,
    useInstallation: !secrets?.host,
    host: secrets?.host ?? '',
    port: secrets?.port ?? 587,
    security: secrets?.security ?? 'starttls',
    user: secrets?.user ?? '',
    hasPassword: Boolean(secrets?.password),
    dkimDomain: secrets?.dkimDomain ?? '',
    dkimSelector: secrets?.dkimSelector ?? '',
    hasDkimKey: Boolean(secrets?.dkimKey),
  };
}
