import type { Sql } from '@/db/client';

const FIRST =
  'anna maria peter thomas julia laura stefan michael sandra katharina lukas jonas emma sophie paul felix marie lena david simon ' +
  'john mary james linda robert susan william karen ahmed fatima ali sara mohammed leila ivan olga sergei natalia pierre claire ' +
  'luigi giulia carlos lucia jose ana piotr agnieszka jan eva lars ingrid nils astrid 小明 丽华 анна пётр زهرا رضا';
const HEAD =
  'ba be bi bo bu da de di do fa fe fi ga go gu ha he hi ho ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa we wi za ze';
const TAIL = 'mann berg stein ner ler ski son sen ova etti ini ard mont ford ton well hart wald hoff meier bauer kov enko ez';

/**
 * One million people (or fewer) in the tables that search and the profile API read, the same for the same count: skewed names in
 * several scripts, an e-mail, a phone and a user id each, an order number for every second, three segments.
 */
export async function seedPeople(sql: Sql, count: number): Promise<void> {
  const dropped = [
    'profile_search_text',
    'profile_search_name',
    'identifiers_value_prefix',
    'search_keys_value_trgm',
    'profiles_last_seen',
  ];
  const definitions = await sql<{ indexdef: string }[]>`select indexdef from pg_indexes where indexname = any(${dropped})`;
  for (const name of dropped) await sql.unsafe(`drop index if exists ${name}`);
  await sql`create temporary table people as
    with parts as (
      select n, ('x' || substr(md5('a' || n), 1, 8))::bit(32)::bigint as a, ('x' || substr(md5('b' || n), 1, 8))::bit(32)::bigint as b,
        ('x' || substr(md5('c' || n), 1, 8))::bit(32)::bigint as c, ('x' || substr(md5('d' || n), 1, 8))::bit(32)::bigint as d,
        ${FIRST.split(' ')}::text[] as f, ${HEAD.split(' ')}::text[] as h, ${TAIL.split(' ')}::text[] as t
      from generate_series(1, ${count}::int) n)
    select n, overlay(overlay(md5('person' || n) placing '4' from 13) placing 'a' from 17)::uuid as id,
      f[1 + (power(a / 4294967296.0, 2) * array_length(f, 1))::int % array_length(f, 1)] as first,
      h[1 + b % array_length(h, 1)] || h[1 + (b / 97) % array_length(h, 1)] || t[1 + c % array_length(t, 1)] as last,
      (d % 1000000000)::text as digits
    from parts`;
  await sql`
    insert into profiles (id, name, traits, first_seen_at, last_seen_at, event_count, order_count, spend, currency)
    select id, initcap(first || ' ' || last), jsonb_build_object('name', initcap(first || ' ' || last), 'email', first || '.' || last || n || '@mail' || n % 40 || '.example',
        'country', (array['DE','FR','GB','US','PL'])[1 + n % 5], 'plan', (array['free','gold'])[1 + n % 2], 'age', 18 + n % 60),
      now() - interval '400 days', now() - (n % 500000) * interval '1 minute', 20, n % 7, n % 900, 'EUR' from people`;
  const [source] = await sql<{ id: string }[]>`insert into sources (name, kind) values ('Bench', 'sdk') returning id`;
  const from = source?.id ?? '';
  await sql`
    insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
    select v.type, v.value, p.id, v.value, ${from}, now(), now() from people p cross join lateral (values
      ('email', first || '.' || last || n || '@mail' || n % 40 || '.example'), ('phone', '+49' || lpad(digits, 9, '0') || n % 10), ('user_id', 'C-' || 100000 + n)) v(type, value)
    on conflict do nothing`;
  await sql`
    insert into profile_search (profile_id, name, text)
    select id, first || ' ' || last, concat_ws(E'\n', first || ' ' || last, '49' || lpad(digits, 9, '0') || n % 10, 'c-' || 100000 + n,
      first || '.' || last || n || '@mail' || n % 40 || '.example') from people`;
  await sql`
    insert into search_keys (profile_id, kind, value, event_id, occurred_at)
    select id, 'Order Completed.order_id', 'ord-' || 5000000 + n, id, now() from people where n % 2 = 0`;
  await sql`insert into segments (name, rule, state) select 'Segment ' || g, '{}', 'live' from generate_series(1, 20) g`;
  await sql`
    insert into memberships (profile_id, segment_id, entered_at)
    select p.id, s.id, now() from people p join (select id, row_number() over (order by name) as k from segments) s on s.k % 7 = p.n % 7`;
  for (const { indexdef } of definitions) await sql.unsafe(indexdef);
  await sql`drop table people`;
  await sql.unsafe('vacuum analyze profiles, identifiers, profile_search, search_keys, memberships');
}
