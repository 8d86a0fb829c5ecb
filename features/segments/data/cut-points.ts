import type { AnySql } from '@/db/client';
import { stampOf } from '../conditions/rank/range';
import type { CutPointStamp, CutPoints } from '../conditions/types';
import { builtInSource, jsonSource } from '../conditions/value-source';
import { isBuiltIn } from '../constants';
import { newStatement } from '../core/statement';
import { listedConditions } from '../core/walk';
import type { RuleNode } from '../schema';

/**
 * The newest cut points of these traits; those that were never made are not among them.
 * @param inForce without those of a computed trait that is being computed for everybody: they are of its former values
 */
export async function readCutPoints(
  tx: AnySql,
  traits: readonly string[],
  { inForce = false }: { inForce?: boolean } = {},
): Promise<Map<string, CutPoints>> {
  if (traits.length === 0) return new Map();
  const rows = await tx<({ trait: string } & CutPoints)[]>`
    select distinct on (trait) trait, version, at, people::float8 as people, limits from trait_cut_points
    where trait = any(${[...traits]}::text[]) and not (${inForce} and exists (
      select from computed_traits c where c.name = trait and c.status = 'active' and c.state = 'building'))
    order by trait, version desc`;
  return new Map(rows.map(({ trait, ...cuts }) => [trait, cuts]));
}

/** The traits that these rules rank by. */
export const rankedTraits = (rules: Iterable<RuleNode>): string[] => [
  ...new Set([...rules].flatMap(listedConditions).flatMap((c) => (c.kind === 'rank' ? [c.trait] : []))),
];

/**
 * The cut points in force that these rules compare with.
 * @param reckon for rules that are only being made: where there are none, they are reckoned for the occasion, as version 0. That reads
 *   everybody.
 */
export async function loadCutPoints(
  tx: AnySql,
  rules: readonly RuleNode[],
  { reckon }: { reckon: boolean },
): Promise<{ cutPoints?: ReadonlyMap<string, CutPoints> }> {
  const traits = rankedTraits(rules);
  if (traits.length === 0) return {};
  const cutPoints = await readCutPoints(tx, traits, { inForce: true });
  for (const trait of reckon ? traits : [])
    if (!cutPoints.has(trait)) cutPoints.set(trait, { version: 0, at: new Date(), ...(await reckonCutPoints(tx, trait)) });
  return { cutPoints };
}

/** Where the percentiles of a trait lie now, among everybody with a number whose data is not restricted. */
export async function reckonCutPoints(tx: AnySql, trait: string): Promise<Pick<CutPoints, 'people' | 'limits'>> {
  const s = newStatement();
  const { number } = isBuiltIn(trait) ? builtInSource(trait) : jsonSource(`p.traits->${s.text(trait)}`);
  const [row] = await tx.unsafe<{ people: number; limits: number[] }[]>(
    `with v as (select (${number})::float8 as v from profiles p where p.restricted_at is null and abs(${number}) < 1e300),
      a as (select array_agg(v order by v) as a, count(*) as n from v where v is not null)
    select n::float8 as people,
      case when n = 0 then '{}'::float8[] else array(select a[least(n, n * k / 100 + 1)] from generate_series(1, 99) k order by k) end as limits from a`,
    s.values as never[],
  );
  return { people: row?.people ?? 0, limits: row?.limits ?? [] };
}

/** Of when the newest cut points of a trait are, from how many people; null before they were first made. */
export async function cutPointStamp(tx: AnySql, trait: string): Promise<CutPointStamp | null> {
  const cuts = (await readCutPoints(tx, [trait])).get(trait);
  return cuts ? stampOf(cuts) : null;
}
