import { createTransport } from 'nodemailer';

export type Dkim = { domain: string; selector: string; privateKey: string };

export type Letter = {
  from: { name: string; address: string };
  to: string;
  replyTo?: string | undefined;
  subject: string;
  html: string;
  text: string;
  /** Without angle brackets; the same at each attempt. */
  messageId: string;
  date: Date;
  headers: Record<string, string>;
  dkim?: Dkim | undefined;
};

const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

/** A letter as it goes over the wire (RFC 5322), signed when a DKIM key is given. Addresses are taken as they are, never split. */
export async function writeLetter({ from, to, replyTo, messageId, dkim, ...rest }: Letter): Promise<Buffer> {
  const { message } = await writer.sendMail({
    ...rest,
    from,
    to: { name: '', address: to },
    ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
    messageId: `<${messageId}>`,
    ...(dkim ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message as Buffer;
}
