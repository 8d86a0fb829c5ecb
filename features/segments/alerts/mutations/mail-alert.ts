import type { Sql } from '@/db/client';
import type { SegmentAlert } from '../types';
import { mailUser } from './mail-user';

const WORDS = 'segment-page.alerts.mail';

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
  await mailUser({ ...told, segmentId }, ({ t, format, link }) => {
    const values = { name: told.name, size: format.integer(size), amount: format.number(amount), link };
    return { subject: t(`${WORDS}.subject`, values), text: t(`${WORDS}.${kind}`, values) };
  });
}
