import type { AnySql } from '@/db/client';
import type { Catalogue } from '../conditions/types';
import { expand } from '../core/expand';
import { compileManyInto, groupRules } from '../core/many/compile-many';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';

/** `version` of the rule that decided, and which of its conditions at the top held, as bits. */
export type Difference = { change: 'enter' | 'leave'; profileId: string; segmentId: string; version?: number; marks?: number | null };
export type EvaluatedSegment = { id: string; node: RuleNode };

/**
 * Where the memberships of these people in these segments differ from what the rules say at `now`. Reads everything in one
 * statement a group of rules. The caller holds the locks, unless it only wants to look.
 */
export async function findDifferences(
  tx: AnySql,
  given: { profileIds: readonly string[]; segments: readonly EvaluatedSegment[]; catalogue: Catalogue; now: Date },
): Promise<Difference[]> {
  const found: Difference[] = [];
  if (given.profileIds.length === 0) return found;
  const size = ({ node }: EvaluatedSegment) => {
    const expanded = expand(node, given.catalogue.rules);
    return expanded.ok ? expanded.conditions : 1;
  };
  for (const segments of groupRules(given.segments, size)) {
    const statement = newStatement();
    const scope = { type: 'ids' as const, ids: [...given.profileIds] };
    const wanted = compileManyInto(
      statement,
      segments.map((s) => s.node),
      { scope, now: given.now, catalogue: given.catalogue },
    );
    const ids = statement.uuids(scope.ids);
    const segmentIds = statement.uuids(segments.map((s) => s.id));
    const rows = await tx.unsafe<{ change: 'enter' | 'leave'; profile_id: string; segment_id: string }[]>(
      // Places are compared person by person: of most nobody's differ, and only the others are taken apart.
      `with wanted as materialized (${wanted}),
        current as materialized (
          select m.profile_id, array_agg(s.r::int order by s.r) as fits
          from memberships m join unnest(${segmentIds}) with ordinality s(id, r) on s.id = m.segment_id
          where m.profile_id = any(${ids}) group by m.profile_id),
        differing as materialized (
          select coalesce(w.profile_id, c.profile_id) as profile_id, coalesce(w.fits, '{}') as wanted, coalesce(c.fits, '{}') as current
          from wanted w full join current c on c.profile_id = w.profile_id
          where coalesce(w.fits, '{}') <> coalesce(c.fits, '{}'))
      select 'enter' as change, d.profile_id, (${segmentIds})[r] as segment_id from differing d, unnest(d.wanted) r where r <> all (d.current)
      union all
      select 'leave', d.profile_id, (${segmentIds})[r] from differing d, unnest(d.current) r where r <> all (d.wanted)`,
      statement.values as never[],
    );
    for (const row of rows) found.push({ change: row.change, profileId: row.profile_id, segmentId: row.segment_id });
  }
  return found;
}
