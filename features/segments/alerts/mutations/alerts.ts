import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { AddAlert } from '../schema';

const MOST_ALERTS = 10;

/** Has a member of staff told of a segment's size. @throws AppError not_found; conflict when the segment has too many. */
export async function addAlert(tx: TransactionSql, scope: Scope, { segmentId, kind, amount }: AddAlert): Promise<{ id: string }> {
  const [segment] = await tx<{ alerts: number }[]>`
    select (select count(*)::int from segment_alerts a where a.segment_id = s.id) as alerts from segments s where s.id = ${segmentId} for update`;
  if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  if (segment.alerts >= MOST_ALERTS) throw new AppError('conflict', 'The segment has ten alerts already.', { key: 'segment.alerts' });
  const id = newId();
  await tx`insert into segment_alerts (id, segment_id, kind, amount, created_by)
    values (${id}, ${segmentId}, ${kind}, ${amount}, ${scope.actor.type === 'user' ? scope.actor.id : null})`;
  await audit(tx, scope, { action: 'segment.alert_added', subjectType: 'segment', subjectId: segmentId, details: { kind, amount } });
  return { id };
}

/** Doing it twice is no fault. */
export async function removeAlert(tx: TransactionSql, scope: Scope, id: string): Promise<void> {
  const [row] = await tx<{ segment_id: string; kind: string; amount: number }[]>`
    delete from segment_alerts where id = ${id} returning segment_id, kind, amount`;
  if (!row) return;
  const { segment_id: subjectId, ...details } = row;
  await audit(tx, scope, { action: 'segment.alert_removed', subjectType: 'segment', subjectId, details });
}
