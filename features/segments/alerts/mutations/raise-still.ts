import type { AnySql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import type { Scope } from '@/features/access/types';
import { canSendMail } from '@/lib/mail';
import type { SegmentState } from '../../types';
import { MAIL_ATTEMPTS, STILL_MAIL_JOB } from '../constants';
import type { StillMail } from './mail-still';

/** `by`: whose doing it is, when it is somebody's. */
type Still = { segmentId: string; state: Exclude<SegmentState, 'building' | 'live'>; by?: Scope };

/**
 * Tells that a segment stands still from now on, in the transaction that makes it so: nobody else would notice that it follows nothing any
 * more. It is audited, and mailed to whoever watches its size and whoever saved it last, or to the owners when none of these is there any
 * more, but for the one whose doing it is. That somebody stopped one that was never whole is no news.
 */
export async function raiseStill(tx: AnySql, { segmentId, state, by }: Still): Promise<void> {
  const [segment] = await tx<{ whole: boolean }[]>`select evaluated_at is not null as whole from segments where id = ${segmentId}`;
  if (!segment || (state === 'stopped' && !segment.whole)) return;
  const details = { kind: 'still', state, members: segment.whole ? 'kept' : 'none' };
  await audit(tx, systemScope('alerts'), { action: 'segment.alert_raised', subjectType: 'segment', subjectId: segmentId, details });
  if (!canSendMail()) return;
  const doer = by?.actor.type === 'user' ? by.actor.id : null;
  const users = await tx<{ id: string }[]>`
    with concerned as (
      select id from users where status = 'active' and (
        id in (select created_by from segment_alerts where segment_id = ${segmentId})
        or id = (select actor_id from audit_log where subject_type = 'segment' and subject_id = ${segmentId} and actor_type = 'user'
          and action in ('segment.created', 'segment.changed', 'segment.version_restored') order by id desc limit 1)))
    select id from users u where status = 'active' and id is distinct from ${doer}::uuid
      and (id in (select id from concerned) or (role = 'owner' and not exists (select from concerned)))
    order by id`;
  for (const { id: userId } of users) {
    const mail: StillMail = { segmentId, userId };
    await enqueue(tx, STILL_MAIL_JOB, mail, { maxAttempts: MAIL_ATTEMPTS });
  }
}
