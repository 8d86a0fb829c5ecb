import type { AnySql } from '@/db/client';
import type { Catalogue } from '../conditions/types';
import { expand } from '../core/expand';
import { fitsOf, groupRules, manyRows } from '../core/many/compile-many';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';

/** `version` of the rule that decided, and which of its conditions at the top held, as bits. */
export type Difference = { change: 'enter' | 'leave'; profileId: string; segmentId: string; version?: number; marks?: number | null };
export type EvaluatedSegment = { id: string; node: RuleNode; version?: number; conditions?: number };

type Given = { profileIds: readonly string[]; segments: readonly EvaluatedSegment[]; catalogue: Catalogue; now: Date };

/**
 * Where the memberships of these people in these segments differ from what the rules say at `now`. Reads everything in one
 * statement a group of rules. The caller holds the locks, unless it only wants to look.
 * @param prepare the same segments will be asked again: the server keeps the statement's plan
 */
export async function findDifferences(tx: AnySql, given: Given, { prepare = false } = {}): Promise<Difference[]> {
  const found: Difference[] = [];
  if (given.profileIds.length === 0) return found;
  const size = ({ node, conditions }: EvaluatedSegment) => {
    if (conditions !== undefined) return conditions;
    const expanded = expand(node, given.catalogue.rules);
    return expanded.ok ? expanded.conditions : 1;
  };
  for (const segments of groupRules(given.segments, size)) {
    const { text, values } = differencesOf(segments, given);
    const rows = await tx.unsafe<{ enters: boolean; profile_id: string; r: number; marks: number | null }[]>(text, values as never[], {
      prepare,
    });
    for (const { enters, profile_id, r, marks } of rows) {
      const segment = segments[r - 1];
      if (!segment) throw new Error('An answer for a segment that was not asked about');
      const { id, version } = segment;
      found.push({ change: enters ? 'enter' : 'leave', profileId: profile_id, segmentId: id, marks, ...(version ? { version } : {}) });
    }
  }
  return found;
}

function differencesOf(segments: readonly EvaluatedSegment[], { profileIds, catalogue, now }: Given): { text: string; values: unknown[] } {
  const statement = newStatement();
  const scope = { type: 'ids' as const, ids: [...profileIds] };
  const many = manyRows(
    statement,
    segments.map((s) => s.node),
    { scope, now, catalogue },
  );
  const ids = statement.uuids(scope.ids);
  const segmentIds = statement.uuids(segments.map((s) => s.id));
  const marks = many.rules.map((rule, i) => `when ${i + 1} then ${rule.marks}`).join(' ');
  // Places are compared person by person: of most nobody's differ, and only the others are taken apart.
  const text = `with l as materialized (${many.rows}),
      wanted as (select l.profile_id, ${fitsOf(many)} as fits from l),
      current as materialized (
        select m.profile_id, array_agg(m.r order by m.r) as fits
        from (select profile_id, array_position(${segmentIds}, segment_id) as r from memberships where profile_id = any(${ids})) m
        where m.r is not null group by m.profile_id),
      differing as materialized (
        select coalesce(w.profile_id, c.profile_id) as profile_id, coalesce(w.fits, '{}') as wanted, coalesce(c.fits, '{}') as current
        from wanted w full join current c on c.profile_id = w.profile_id
        where coalesce(w.fits, '{}') <> coalesce(c.fits, '{}')),
      turned as (
        select d.profile_id, r, true as enters from differing d, unnest(d.wanted) r where r <> all (d.current)
        union all select d.profile_id, r, false from differing d, unnest(d.current) r where r <> all (d.wanted))
    select t.enters, t.profile_id, t.r, case when l.profile_id is not null then case t.r ${marks} end end as marks
    from turned t left join l on l.profile_id = t.profile_id`;
  return { text, values: statement.values };
}
