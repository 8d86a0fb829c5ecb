import type { Sql } from '@/db/client';

const COUNTRIES = ['DE', 'FR', 'GB', 'US', 'PL', 'ES', 'IT', 'NL', 'SE', 'JP'];
/** Event names with their share of all events, in hundredths. */
const NAMES: [string, number][] = [
  ['Product Viewed', 40],
  ['$page', 18],
  ['Email Opened', 15],
  ['Product Added', 10],
  ['Order Completed', 10],
  ['Cart Viewed', 4],
  ['Coupon Applied', 2],
  ['Support Ticket Opened', 1],
];
/** Events that get daily aggregates, ready for rules. */
const AGGREGATED = ['Order Completed', 'Email Opened', 'Product Viewed', 'Product Added', 'Cart Viewed'];

export type SeedSize = { profiles: number; events: number; now: Date };

/** A number in [0, 1) that is the same for the same row and use on every machine. */
const noise = (row: string, use: number) => `((hashint8extended(${row}, ${use}) & 4294967295) / 4294967296.0)`;

/**
 * People with traits and a year of events each, skewed: few have many. The same for the same size, up to the moment `now` that
 * it ends at. Written in bulk, with the indexes made afterwards.
 */
export async function seedEvents(sql: Sql, { profiles, events, now }: SeedSize): Promise<void> {
  const months = await makeMonths(sql, now);
  const bounds = NAMES.map(([, share], i) => NAMES.slice(0, i).reduce((sum, [, s]) => sum + s, 0) + share);
  const name = `(case ${NAMES.map(([n], i) => `when pick < ${(bounds[i] ?? 100) / 100} then '${n}'`).join(' ')} else '${NAMES[0]?.[0]}' end)`;
  await sql.unsafe(`
    insert into profiles (id, name, traits, first_seen_at, last_seen_at, event_count, spend, order_count, currency)
    select md5('person' || n)::uuid, 'Person ' || n,
      jsonb_build_object('email', 'p' || n || '@mail.example', 'plan', (array['free','pro'])[1 + n % 2], 'age', 18 + n % 60,
        'country', (array['${COUNTRIES.join("','")}'])[1 + floor(power(${noise('n', 1)}, 2) * ${COUNTRIES.length})::int]),
      '${now.toISOString()}'::timestamptz - interval '400 days', '${now.toISOString()}', 20, n % 900, n % 7, 'EUR'
    from generate_series(1, ${profiles}::bigint) n`);
  const indexes = await dropIndexes(sql);
  const perMonth = Math.ceil(events / months.length);
  for (const [m, { from, ms }] of months.entries()) {
    await sql.unsafe(`
      insert into events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, value, currency, message_id, properties, context)
      select p, at, md5('e' || n)::uuid, p, p, at, 'track', name, case when name = 'Order Completed' then value end, 'EUR', 'm' || n,
        jsonb_build_object('revenue', value, 'plan', (array['free','pro'])[1 + n % 2], 'path', '/products/' || n % 5000, 'products',
          jsonb_build_array(jsonb_build_object('sku', 'S' || n % 900, 'price', value, 'quantity', 1 + n % 3))),
        '{"library":{"name":"analytics.js","version":"1.84"},"page":{"url":"https://shop.example/p"}}'
      from (
        select n, md5('person' || (1 + floor(power(${noise('n', 2)}, 1.7) * ${profiles}))::bigint)::uuid as p,
          '${from.toISOString()}'::timestamptz + make_interval(secs => ${noise('n', 3)} * ${ms / 1000}) as at, ${name} as name, round((power(${noise('n', 5)}, 3) * 400 + 5)::numeric, 2)::float8 as value
        from (select n, ${noise('n', 4)} as pick from generate_series(${m * perMonth + 1}::bigint, ${Math.min((m + 1) * perMonth, events)}::bigint) n) s
      ) e`);
  }
  await sql`insert into event_definitions (name, type, aggregates, has_value)
    select n, 'track', case when n = any(${AGGREGATED}) then 'ready' else 'none' end, n = 'Order Completed' from unnest(${NAMES.map(([n]) => n)}::text[]) n
    on conflict (name) do update set aggregates = excluded.aggregates`;
  await sql`insert into daily_aggregates (profile_id, event_key, day, n, sum)
    select e.profile_id, d.key, (e.occurred_at at time zone 'UTC')::date, count(*), coalesce(sum(e.value), 0)
    from events e join event_definitions d on d.name = e.name and d.aggregates = 'ready' group by 1, 2, 3`;
  for (const statement of indexes) await sql.unsafe(statement);
  await sql.unsafe('vacuum analyze profiles, events, daily_aggregates');
}

/** The twelve months up to now as partitions, and one after it. */
async function makeMonths(sql: Sql, now: Date): Promise<{ from: Date; ms: number }[]> {
  const month = (back: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
  const begins = Array.from({ length: 14 }, (_, i) => month(12 - i));
  for (const [i, from] of begins.entries()) {
    const to = begins[i + 1] ?? new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
    const name = `events_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    await sql.unsafe(
      `create table if not exists ${name} partition of events for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
    );
  }
  return begins
    .filter((from) => from < now)
    .map((from, i) => {
      const to = Math.min(now.getTime() - 60_000, (begins[i + 1] ?? now).getTime());
      return { from, ms: Math.max(1, to - from.getTime()) };
    });
}

/** Drops what slows bulk writing down. @returns the statements that bring it back */
async function dropIndexes(sql: Sql): Promise<string[]> {
  const plain = await sql<{ indexname: string; indexdef: string }[]>`
    select i.indexname, i.indexdef from pg_indexes i
    where i.tablename in ('events', 'daily_aggregates') and not exists (select from pg_constraint c where c.conname = i.indexname)`;
  const keys = await sql<{ relname: string; conname: string; def: string }[]>`
    select c.conrelid::regclass::text as relname, c.conname, pg_get_constraintdef(c.oid) as def from pg_constraint c
    where c.contype = 'p' and c.conrelid in ('events'::regclass, 'daily_aggregates'::regclass)`;
  for (const { indexname } of plain) await sql.unsafe(`drop index ${indexname}`);
  for (const { relname, conname } of keys) await sql.unsafe(`alter table ${relname} drop constraint ${conname}`);
  return [
    ...keys.map(({ relname, conname, def }) => `alter table ${relname} add constraint ${conname} ${def}`),
    ...plain.map(({ indexdef }) => indexdef.replace(' ON ONLY ', ' ON ')),
  ];
}
