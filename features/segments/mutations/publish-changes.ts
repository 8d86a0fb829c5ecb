import type { TransactionSql } from '@/db/client';
import { publish } from '@/db/facts';
import type { MembershipChange } from '../types';

/** Tells the later stages, in the same transaction, about changes that the pipeline did not make itself. */
export async function publishChanges(tx: TransactionSql, changes: readonly MembershipChange[]): Promise<void> {
  const bySegment = new Map<string, number[]>();
  for (const { segmentId, id } of changes) bySegment.set(segmentId, [...(bySegment.get(segmentId) ?? []), id]);
  for (const [segmentId, changeIds] of bySegment) await publish(tx, 'memberships.changed', { segmentId, changeIds });
}
