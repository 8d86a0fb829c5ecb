import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import type { Scope } from '@/features/access/types';
import { boundTo } from '@/features/consent/data/may';
import { AppError } from '@/lib/errors';
import type { Bound } from './count-readable';
import { countMembers, countMembersOf } from './list-members';
import { type ListSegments, listSegments } from './list-segments';
import { readSegment } from './read-segment';

const text = (moment: Date | null): string | null => moment?.toISOString() ?? null;

/** A segment as the public API shows it: with how many of its people this caller may not read. @throws AppError not_found */
export async function apiSegment(tx: AnySql, scope: Scope, id: string) {
  const segment = await requireSegment(tx, id);
  const { dependsOn: _, ...shown } = segment;
  const bound: Bound = boundTo(scope);
  const counted = bound ? await countMembers(tx, id, bound) : { total: segment.size, withheld: 0 };
  return {
    ...shown,
    size: counted.total,
    withheld: counted.withheld,
    createdAt: segment.createdAt.toISOString(),
    updatedAt: segment.updatedAt.toISOString(),
    evaluatedAt: text(segment.evaluatedAt),
  };
}

/** Active segments by name as the public API shows them, each with how many of its people this caller may not read. */
export async function apiSegments(
  tx: AnySql,
  scope: Scope,
  { label = '', ...page }: Pick<ListSegments, 'cursor' | 'limit'> & { label?: string | undefined },
) {
  const { data, nextCursor } = await listSegments(tx, { ...page, q: '', label, status: 'active', sort: 'name' });
  const bound = boundTo(scope);
  if (!bound) return { data: data.map((line) => ({ ...line, withheld: 0 })), nextCursor };
  const ids = data.map((line) => line.id);
  const counts = await countMembersOf(tx, ids, bound);
  const numbers = (id: string) => counts.get(id) ?? { total: 0, withheld: 0 };
  return { data: data.map((line) => ({ ...line, size: numbers(line.id).total, withheld: numbers(line.id).withheld })), nextCursor };
}

/** @throws AppError not_found */
export async function requireSegment(tx: AnySql, id: string) {
  const segment = await readSegment(tx, id);
  if (!segment) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  return segment;
}

/** The active segments that a profile is in, by name. */
export async function profileSegments(tx: AnySql, profileId: string): Promise<{ id: string; name: string; enteredAt: string }[]> {
  const rows = await tx<{ id: string; name: string; entered_at: Date }[]>`
    select s.id, s.name, m.entered_at from memberships m join segments s on s.id = m.segment_id
    where m.profile_id = ${profileId} and s.status = 'active' order by s.name, s.id`;
  return rows.map((row) => ({ id: row.id, name: row.name, enteredAt: row.entered_at.toISOString() }));
}

/** Whether a profile is in a segment, and since when. @throws AppError not_found */
export async function membershipOf(
  tx: AnySql,
  { segmentId, profileId }: { segmentId: string; profileId: string },
): Promise<{ member: boolean; enteredAt: string | null }> {
  await requireSegment(tx, segmentId);
  const [row] = await tx<{ entered_at: Date }[]>`
    select entered_at from memberships where profile_id = ${profileId} and segment_id = ${segmentId}`;
  return { member: row !== undefined, enteredAt: text(row?.entered_at ?? null) };
}

/** How many are in a segment now, and how many of them this caller may not read. @throws AppError not_found */
export async function apiCount(tx: AnySql, scope: Scope, id: string): Promise<{ count: number; withheld: number; asOf: string }> {
  await requireSegment(tx, id);
  const { total, withheld } = await countMembers(tx, id, boundTo(scope));
  return { count: total, withheld, asOf: (await databaseNow(tx)).toISOString() };
}
