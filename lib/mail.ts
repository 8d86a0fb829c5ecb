import { createTransport } from 'nodemailer';
import { env } from './env';
import { log } from './log';

export type Mail = { to: string; subject: string; text: string };

/** `no_server`: SMTP_URL is not set, so whoever asked must pass the content on by other means. */
export type MailAnswer = 'sent' | 'no_server' | 'failed';

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Whether transactional mail can be sent at all. */
export const canSendMail = (): boolean => Boolean(env().SMTP_URL);

/** Sends one plain-text mail by SMTP_URL. Never throws, and logs neither the address nor the content. */
export async function sendMail(mail: Mail): Promise<MailAnswer> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) return 'no_server';
  const transport = createTransport({ url: SMTP_URL, ...timeouts });
  try {
    // An address object is taken as it is: nodemailer does not look for further recipients in it.
    await transport.sendMail({ from: MAIL_FROM, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text });
    return 'sent';
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    log.error({ code, responseCode }, 'A mail could not be sent');
    return 'failed';
  } finally {
    transport.close();
  }
}
