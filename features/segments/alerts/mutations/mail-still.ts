import type { Sql } from '@/db/client';
import { failureKey } from '../../core/failures';
import { standsStill } from '../../core/states';
import type { SegmentState } from '../../types';
import { mailUser } from './mail-user';

const WORDS = 'segment-page.alerts.mail.still';

export type StillMail = { segmentId: string; userId: string };

type Row = { email: string; locale: string; name: string; state: SegmentState; error: string | null; whole: boolean };

/**
 * Tells a member of staff that a segment stands still, why, and what became of its members; nothing when it is evaluated again meanwhile,
 * without a mail server, or when they or the segment are gone.
 * @throws Error when the mail server refused, so that it is tried again
 */
export async function mailStill(db: Sql, { segmentId, userId }: StillMail): Promise<void> {
  const [told] = await db<Row[]>`
    select u.email, u.locale, s.name, s.state, s.error, s.evaluated_at is not null as whole from users u, segments s
    where u.id = ${userId} and u.status = 'active' and s.id = ${segmentId} and s.status = 'active'`;
  if (!told || !standsStill(told.state)) return;
  await mailUser({ ...told, segmentId }, ({ t, link }) => {
    const why = told.state === 'stopped' ? t(`${WORDS}.stopped`) : t(`errors.${failureKey(told.error)}`);
    const values = { name: told.name, why, members: t(`${WORDS}.${told.whole ? 'kept' : 'none'}`), link };
    return { subject: t(`${WORDS}.subject`, values), text: t(`${WORDS}.text`, values) };
  });
}
