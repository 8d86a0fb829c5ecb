import type { PendingQuery, Row } from 'postgres';
import type { AnySql } from '@/db/client';
import type { ComparedTrait } from './traits';

/** Longer texts are told apart by their beginning. */
const LONGEST = 80;

/** What the people (`people`) have of these traits, one row a value: `(side, id, trait, value)`; lists give a row an item, dates their month. */
export function traitValues(tx: AnySql, traits: readonly ComparedTrait[]): PendingQuery<Row[]> {
  const named = (types: readonly string[]) => traits.filter((t) => !t.builtIn && types.includes(t.type)).map((t) => t.name);
  const [plain, lists, dates] = [named(['string', 'boolean']), named(['array']), named(['date'])];
  return tx`
    select x.side, x.id, j.key as trait, left(case when j.key = any(${dates}) then left(j.value #>> '{}', 7) else j.value #>> '{}' end, ${LONGEST}) as value
    from people x join profiles p on p.id = x.id, jsonb_each(p.traits) j
    where j.key = any(${[...plain, ...dates]}) and jsonb_typeof(j.value) in ('string', 'boolean', 'number') and j.value <> '""'
    union all
    select distinct x.side, x.id, l.name, left(i.item #>> '{}', ${LONGEST})
    from people x join profiles p on p.id = x.id, unnest(${lists}::text[]) l(name),
      jsonb_array_elements(case when jsonb_typeof(p.traits -> l.name) = 'array' then p.traits -> l.name else '[]' end) i(item)
    where jsonb_typeof(i.item) in ('string', 'boolean', 'number')
    union all
    select x.side, x.id, d.name, to_char(d.at at time zone 'UTC', 'YYYY-MM')
    from people x join profiles p on p.id = x.id, ${builtInValues(tx, traits, 'date')} d(name, at) where d.at is not null`;
}

/** The numbers the people have among these traits: `(side, id, trait, n)`. */
export function numberValues(tx: AnySql, traits: readonly ComparedTrait[]): PendingQuery<Row[]> {
  const names = traits.filter((t) => !t.builtIn && t.type === 'number').map((t) => t.name);
  return tx`
    select x.side, x.id, l.name as trait, (p.traits ->> l.name)::float8 as n
    from people x join profiles p on p.id = x.id, unnest(${names}::text[]) l(name) where jsonb_typeof(p.traits -> l.name) = 'number'
    union all
    select x.side, x.id, c.name, c.n from people x join profiles p on p.id = x.id, ${builtInValues(tx, traits, 'number')} c(name, n)
    where c.n is not null`;
}

/** Which of the ranges between `cuts.at` the number `v.n` lies in; each bound belongs to the range below it. */
export const bucketOf = (tx: AnySql): PendingQuery<Row[]> => tx`(select count(*) from unnest(cuts.at) c(bound) where c.bound < v.n)`;

/** Columns that rules read like traits, as rows of a name and a value. Their names are ours. */
function builtInValues(tx: AnySql, traits: readonly ComparedTrait[], type: 'number' | 'date') {
  const cast = type === 'number' ? 'float8' : 'timestamptz';
  const names = traits.filter((t) => t.builtIn && t.type === type).map((t) => t.name);
  const rows = names.map((name) => `('${name}', p.${name}::${cast})`);
  return tx.unsafe(`lateral (values ${rows.length > 0 ? rows.join(', ') : `('', null::${cast})`})`);
}
