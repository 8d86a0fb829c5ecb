import type { AnySql } from '@/db/client';
import { membersOf } from '../core/strata';

/** What keeps a segment from being archived. */
export type Dependent = { id: string; name: string; kind: 'segment' | 'destination' };

/** The active segments whose rules read this one's rule, directly or through others; with `history` also those that read who was in it. */
export async function dependentSegments(tx: AnySql, segmentId: string, { history = false } = {}): Promise<{ id: string; name: string }[]> {
  const read = [`segment:${segmentId}`, ...(history ? [membersOf(segmentId)] : [])];
  return tx<{ id: string; name: string }[]>`
    select distinct s.id, s.name from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = any(${read}::text[]) and s.status = 'active' and s.id <> ${segmentId} order by s.name, s.id`;
}

/** Everything that uses this segment: segments that read it, destinations that it feeds. */
export async function dependentsOf(tx: AnySql, segmentId: string): Promise<Dependent[]> {
  const segments = await dependentSegments(tx, segmentId, { history: true });
  const destinations = await tx<{ id: string; name: string }[]>`
    select d.id, d.name from syncs y join destinations d on d.id = y.destination_id where y.segment_id = ${segmentId} order by d.name, d.id`;
  return [
    ...segments.map((s) => ({ ...s, kind: 'segment' as const })),
    ...destinations.map((d) => ({ ...d, kind: 'destination' as const })),
  ];
}
