import type { AnySql } from '@/db/client';
import type { Catalogue } from '../../conditions/types';
import { scopeSql } from '../../core/scope-sql';
import { newStatement } from '../../core/statement';
import { cancelling } from '../../data/cancelling';
import { catalogueOf } from '../../data/catalogue';
import { zonesInUse } from '../../data/zones';
import { definitionSql } from '../core/measure-sql';
import { partsOf, sourceOf } from '../core/measures';
import type { Definition } from '../schema';

type Named = { name: string; definition: Definition };

/** What compiling these definitions needs to know. Days since are those of each person's zone. */
export async function catalogueForComputed(tx: AnySql, definitions: readonly Definition[]): Promise<Catalogue> {
  const catalogue = await catalogueOf(tx, definitions.flatMap(partsOf).map(sourceOf), new Map());
  return definitions.some((d) => d.measure === 'days_since') ? { ...catalogue, ...(await zonesInUse(tx)) } : catalogue;
}

/**
 * The values of these traits for these people at `now`, in one statement: per person by trait, without those who have none. Whose data
 * is restricted has none.
 */
export async function computeValues(
  tx: AnySql,
  traits: readonly Named[],
  {
    profileIds,
    now,
    often = false,
    signal,
  }: { profileIds: readonly string[]; now: Date; often?: boolean; signal?: AbortSignal | undefined },
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  if (traits.length === 0 || profileIds.length === 0) return found;
  const catalogue = await catalogueForComputed(
    tx,
    traits.map((t) => t.definition),
  );
  const statement = newStatement();
  const scope = scopeSql(statement, { type: 'ids', ids: [...profileIds] });
  const sets = traits.map(
    ({ definition }, k) =>
      `select ${k} as k, v.profile_id, v.value from (${definitionSql(definition, { statement, scope, now, catalogue })}) v`,
  );
  const rows = await cancelling(signal)(
    tx.unsafe<{ k: number; profile_id: string; value: unknown }[]>(
      `select x.k, x.profile_id, x.value from (${sets.join(' union all ')}) x
        where not exists (select from profiles p where p.id = x.profile_id and p.restricted_at is not null)`,
      statement.values as never[],
      // The text is the same for the same traits: what is asked with every batch is planned once a connection.
      { prepare: often },
    ),
  );
  for (const { k, profile_id, value } of rows) {
    const name = traits[k]?.name;
    if (name) found.set(profile_id, { ...found.get(profile_id), [name]: value });
  }
  return found;
}
