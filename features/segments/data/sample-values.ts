import type { AnySql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import type { ValueType } from '../conditions/value-schema';
import type { InsideTrait, SampleValue } from '../types';

/** About so many rows are looked at for sample values: enough for the common ones, cheap at any size. */
const LOOKED_AT = 5_000;
const MOST_VALUES = 50;
const DEEPEST = 3;

/** Whether the values of the trait may be shown to who asks; of a personal trait only to who may see personal data whole. */
async function maySee(tx: AnySql, scope: Scope, trait: string): Promise<boolean> {
  if (scope.personalData === 'full') return true;
  const [definition] = await tx<{ personal: boolean }[]>`select personal from trait_definitions where name = ${trait}`;
  return definition?.personal === false;
}

async function samplePercent(tx: AnySql): Promise<number> {
  const [size] = await tx<{ n: number }[]>`select greatest(reltuples, 1)::float8 as n from pg_class where oid = 'profiles'::regclass`;
  return Math.min(100, (100 * LOOKED_AT) / (size?.n ?? 1));
}

/** Frequent values of a trait, or of what lies inside it, in a sample of profiles, with how many of them have each; of a list its items. */
export async function traitValues(tx: AnySql, scope: Scope, trait: string, path: readonly string[] = []): Promise<SampleValue[]> {
  if (!(await maySee(tx, scope, trait))) return [];
  return tx<SampleValue[]>`
    select item #>> '{}' as value, count(*)::float8 as count from (
      select traits #> ${[trait, ...path]} as value from profiles tablesample system (${await samplePercent(tx)}) where restricted_at is null) p,
      jsonb_array_elements(case jsonb_typeof(value) when 'array' then value else jsonb_build_array(value) end) i (item)
    where jsonb_typeof(item) in ('string', 'number') and length(item #>> '{}') between 1 and 200
    group by 1 order by 2 desc, 1 limit ${MOST_VALUES}`;
}

/** What lies inside a trait that is an object, down to three levels, in a sample of profiles. */
export async function insideTrait(tx: AnySql, scope: Scope, trait: string): Promise<InsideTrait[]> {
  if (!(await maySee(tx, scope, trait))) return [];
  const rows = await tx<{ path: string[]; type: string; value: string | null; count: number }[]>`
    with recursive inner_values (path, value) as (
      select '{}'::text[], traits -> ${trait} from profiles tablesample system (${await samplePercent(tx)})
      where jsonb_typeof(traits -> ${trait}) = 'object' and restricted_at is null
      union all
      select v.path || e.key, e.value from inner_values v,
        jsonb_each(case jsonb_typeof(v.value) when 'object' then v.value else '{}' end) e where cardinality(v.path) < ${DEEPEST}
    )
    select path, jsonb_typeof(value) as type, min(value #>> '{}') as value, count(*)::float8 as count from inner_values
    where cardinality(path) > 0 and jsonb_typeof(value) <> 'null' group by 1, 2 order by 4 desc, 1 limit ${MOST_VALUES * 2}`;
  const paths = new Map<string, InsideTrait>();
  for (const { path, type, value } of rows) {
    const key = JSON.stringify(path);
    if (!paths.has(key)) paths.set(key, { path, type: typeOf(type, value) });
  }
  return [...paths.values()];
}

const typeOf = (type: string, value: string | null): ValueType => {
  if (type === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value ?? '')) return 'date';
  return (['string', 'number', 'boolean', 'array', 'object'] as const).find((t) => t === type) ?? 'string';
};
