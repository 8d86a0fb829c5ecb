import type { AnySql } from '@/db/client';
import type { Catalogue } from '../conditions/types';
import { edgesInto } from '../core/edges';
import { newStatement } from '../core/statement';
import type { RuleNode } from '../schema';
import type { Scope } from '../types';
import { catalogueOf } from './catalogue';

export type Edges = { profileIds: string[]; segmentIds: Set<string> };

type Asked = { rules: ReadonlyMap<string, RuleNode>; from: Date; to: Date; scope?: Scope; catalogue?: Catalogue };

/**
 * The profiles whose answer to any of these rules may change in `(from, to]` by time alone, and the segments concerned. `catalogue`: the
 * one of these rules, for who asks again and again.
 */
export async function findEdges(
  tx: AnySql,
  segments: readonly { id: string; node: RuleNode }[],
  { rules, from, to, scope = { type: 'everyone' }, catalogue: known }: Asked,
): Promise<Edges> {
  const nodes = segments.map((s) => s.node);
  const catalogue = known ?? (await catalogueOf(tx, nodes, rules));
  const statement = newStatement();
  // Many rules watch the same window of the same event: each set is read once, with the places of the segments it concerns.
  const sets = new Map<string, number[]>();
  for (const [i, { node }] of segments.entries()) {
    for (const set of edgesInto(statement, node, { scope, from, to, catalogue })) sets.set(set, [...(sets.get(set) ?? []), i]);
  }
  if (sets.size === 0) return { profileIds: [], segmentIds: new Set() };
  const parts = [...sets.keys()].map((set, k) => `select ${k} as k, e.profile_id from (${set}) e`);
  const rows = await tx.unsafe<{ profile_id: string; sets: number[] }[]>(
    `select profile_id, array_agg(distinct k) as sets from (${parts.join(' union all ')}) x group by profile_id order by profile_id`,
    statement.values as never[],
  );
  const places = [...sets.values()];
  const found = new Set(rows.flatMap((row) => row.sets));
  const segmentIds = new Set([...found].flatMap((k) => places[k] ?? []).flatMap((i) => segments[i]?.id ?? []));
  return { profileIds: rows.map((row) => row.profile_id), segmentIds };
}
