import type { AnySql } from '@/db/client';
import type { Catalogue } from '../conditions/types';
import { expand } from '../core/expand';
import { compileManyInto, groupRules } from '../core/many/compile-many';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';

export type Difference = { change: 'enter' | 'leave'; profileId: string; segmentId: string };
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
      `with wanted as materialized (select w.profile_id, (${segmentIds})[w.r] as segment_id from (select f.profile_id, unnest(f.fits) as r from (${wanted}) f) w),
        current as materialized (select profile_id, segment_id from memberships where profile_id = any(${ids}) and segment_id = any(${segmentIds}))
      select 'enter' as change, profile_id, segment_id from (select * from wanted except select * from current) e
      union all
      select 'leave', profile_id, segment_id from (select * from current except select * from wanted) l`,
      statement.values as never[],
    );
    for (const row of rows) found.push({ change: row.change, profileId: row.profile_id, segmentId: row.segment_id });
  }
  return found;
}
