import { setImmediate } from 'node:timers/promises';
import type { AnySql } from '@/db/client';
import type { Catalogue } from '../conditions/types';
import { expand } from '../core/expand';
import { groupRules } from '../core/many/compile-many';
import { arrayOf } from '../core/many/event-slots';
import { type PersonAnswer, personRules } from '../core/many/person-rules';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';

/** `version` of the rule that decided, and which of its conditions at the top held, as bits. */
export type Difference = { change: 'enter' | 'leave'; profileId: string; segmentId: string; version?: number; marks?: number | null };
export type EvaluatedSegment = { id: string; node: RuleNode; version?: number; conditions?: number };

/** After so many people others have their turn. */
const BREATH = 50;

type Given = { profileIds: readonly string[]; segments: readonly EvaluatedSegment[]; catalogue: Catalogue; now: Date };
type PersonRow = { profile_id: string; leaves: string | null; current: string | null };

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
    const { text, values, answer } = statementOf(segments, given);
    for (const [i, row] of (await tx.unsafe<PersonRow[]>(text, values as never[], { prepare })).entries()) {
      found.push(...differencesOf(segments, row, answer(row)));
      // Hundreds of people and rules are some milliseconds: others have their turn.
      if (i % BREATH === BREATH - 1) await setImmediate();
    }
  }
  return found;
}

/** One row a person: what the rules look at, and the places (from 0) of the segments that the person is in. */
function statementOf(segments: readonly EvaluatedSegment[], { profileIds, catalogue, now }: Given) {
  const statement = newStatement();
  const scope = { type: 'ids' as const, ids: [...profileIds] };
  const nodes = segments.map((segment) => segment.node);
  const { joins, columns, answer } = personRules(statement, nodes, { scope, now, catalogue });
  const ids = statement.uuids(scope.ids);
  const segmentIds = statement.uuids(segments.map((s) => s.id));
  const text = `select i.id as profile_id, c.current${columns} from unnest(${ids}) i (id)${joins}
    left join (
      select m.profile_id, array_agg(s.place - 1)::text as current
      from memberships m join unnest(${segmentIds}) with ordinality s (id, place) on s.id = m.segment_id
      where m.profile_id = any(${ids}) group by m.profile_id) c on c.profile_id = i.id`;
  return { text, values: statement.values, answer };
}

function differencesOf(segments: readonly EvaluatedSegment[], { profile_id, leaves, current }: PersonRow, { fits, marks }: PersonAnswer) {
  const is = new Set(arrayOf(current));
  const enters = fits.filter((place) => !is.has(place));
  for (const place of fits) is.delete(place);
  const differing =
    (change: Difference['change']) =>
    (place: number): Difference => {
      const segment = segments[place];
      if (!segment) throw new Error('An answer for a segment that was not asked about');
      const { id, version } = segment;
      return {
        change,
        profileId: profile_id,
        segmentId: id,
        marks: leaves === null ? null : marks(place),
        ...(version ? { version } : {}),
      };
    };
  return [...enters.map(differing('enter')), ...[...is].map(differing('leave'))];
}
