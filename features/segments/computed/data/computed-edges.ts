import type { AnySql } from '@/db/client';
import { byZone, zonesPassing } from '../../conditions/zone';
import { edgesInto } from '../../core/edges';
import { newStatement } from '../../core/statement';
import { partsOf, sourceOf } from '../core/measures';
import { catalogueForComputed } from './compute';
import type { ActiveTrait } from './load-computed';

/** The profiles whose value of any of these traits may change in `(from, to]` by time alone, and the traits concerned. */
export async function findComputedEdges(
  tx: AnySql,
  traits: readonly ActiveTrait[],
  { from, to }: { from: Date; to: Date },
): Promise<{ profileIds: string[]; names: Set<string> }> {
  const catalogue = await catalogueForComputed(
    tx,
    traits.map((t) => t.definition),
  );
  const statement = newStatement();
  const sets = new Map<string, Set<string>>();
  const add = (set: string, name: string) => sets.set(set, (sets.get(set) ?? new Set()).add(name));
  const zones = zonesPassing(catalogue, 'day', from, to);
  for (const { name, definition } of traits) {
    for (const part of partsOf(definition))
      for (const set of edgesInto(statement, sourceOf(part), { scope: { type: 'everyone' }, from, to, catalogue })) add(set, name);
    // A day went by for whoever has such a value, where it is a new day.
    if (definition.measure === 'days_since' && zones.length > 0)
      add(
        `select p.id as profile_id from profiles p where p.derived ? ${statement.text(name)}
          and ${byZone({ statement, catalogue }, (zone) => statement.text(zone))} = any(${statement.texts(zones)})`,
        name,
      );
  }
  if (sets.size === 0) return { profileIds: [], names: new Set() };
  const parts = [...sets.keys()].map((set, k) => `select ${k} as k, e.profile_id from (${set}) e`);
  const rows = await tx.unsafe<{ profile_id: string; sets: number[] }[]>(
    `select profile_id, array_agg(distinct k) as sets from (${parts.join(' union all ')}) x group by profile_id order by profile_id`,
    statement.values as never[],
  );
  const concerned = [...sets.values()];
  const names = new Set(rows.flatMap((row) => row.sets).flatMap((k) => [...(concerned[k] ?? [])]));
  return { profileIds: rows.map((row) => row.profile_id), names };
}
