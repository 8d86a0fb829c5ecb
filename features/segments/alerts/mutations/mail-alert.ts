import { createTranslator } from 'next-intl';
import type { Sql } from '@/db/client';
import { appUrl } from '@/lib/env';
import { createFormat } from '@/lib/format';
import { isLocale, locales } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import { sendMail } from '@/lib/mail';
import type { SegmentAlert } from '../types';

export const ALERT_MAIL_JOB = 'segments.mail-alert';

/** What a mail about a raised alert says, and to which member of staff. */
export type AlertMail = { segmentId: string; userId: string; kind: SegmentAlert['kind']; amount: number; size: number };

/**
 * Tells a member of staff of a raised alert, in their language; nothing without a mail server, or when they or the segment are gone.
 * @throws Error when the mail server refused, so that it is tried again
 */
export async function mailAlert(db: Sql, { segmentId, userId, kind, amount, size }: AlertMail): Promise<void> {
  const [told] = await db<{ email: string; locale: string; name: string }[]>`
    select u.email, u.locale, s.name from users u, segments s where u.id = ${userId} and u.status = 'active' and s.id = ${segmentId}`;
  if (!told) return;
  const locale = isLocale(told.locale) ? told.locale : locales[0];
  const t = createTranslator({ locale, messages: loadMessages(locale, false), namespace: 'segment-page.alerts.mail' } as never) as (
    key: string,
    values: Record<string, string>,
  ) => string;
  const format = createFormat({ locale, timeZone: 'UTC', currency: 'EUR' });
  const values = {
    name: told.name,
    size: format.integer(size),
    amount: format.number(amount),
    link: `${appUrl()}/segments/${segmentId}?tab=overview`,
  };
  const answer = await sendMail({ to: told.email, subject: t('subject', values), text: t(kind, values) });
  if (answer === 'failed') throw new Error('The mail about an alert could not be sent');
}
