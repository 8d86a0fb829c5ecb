import { createTranslator } from 'next-intl';
import { appUrl } from '@/lib/env';
import { createFormat } from '@/lib/format';
import { isLocale, locales } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import { sendMail } from '@/lib/mail';

/** A member of staff, and the segment of which they are told. */
export type Told = { email: string; locale: string; segmentId: string };

type Words = {
  t: (key: string, values?: Record<string, string>) => string;
  format: ReturnType<typeof createFormat>;
  /** Address of the segment's page. */
  link: string;
};

/**
 * Writes to a member of staff in their language; `t` takes full keys. Nothing without a mail server.
 * @throws Error when the mail server refused, so that it is tried again
 */
export async function mailUser(
  { email, locale: asked, segmentId }: Told,
  write: (words: Words) => { subject: string; text: string },
): Promise<void> {
  const locale = isLocale(asked) ? asked : locales[0];
  const t = createTranslator({ locale, messages: loadMessages(locale, false) } as never) as Words['t'];
  const format = createFormat({ locale, timeZone: 'UTC', currency: 'EUR' });
  const answer = await sendMail({ to: email, ...write({ t, format, link: `${appUrl()}/segments/${segmentId}?tab=overview` }) });
  if (answer === 'failed') throw new Error('The mail about an alert could not be sent');
}
