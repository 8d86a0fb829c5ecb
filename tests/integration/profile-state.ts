import type { Sql } from '@/db/client';

const TABLES = [
  'profiles',
  'profile_search',
  'profile_aliases',
  'identifiers',
  'links',
  'records',
  'events',
  'message_keys',
  'daily_aggregates',
  'event_rollups',
  'search_keys',
  'groups',
  'profile_groups',
  'memberships',
  'membership_changes',
  'rejects',
  'source_stats',
  'inbox',
  'consent_states',
] as const;

/** Empties everything that the pipeline writes; definitions, sources and segments stay. */
export async function forgetEverything(sql: Sql): Promise<void> {
  await sql.unsafe(`truncate ${TABLES.join(', ')}`);
}

/** What is known, without the ids that chance gave: profiles are named by the identifiers they hold. */
export async function profileState(sql: Sql) {
  const profiles = await sql<{ id: string }[]>`
    select p.id, p.name, p.traits, p.event_count::int, p.order_count, round(p.spend::numeric, 4)::float8 as spend, p.currency, p.open_tickets,
      p.first_seen_at, p.last_seen_at, p.last_order_at, s.text as search,
      (select jsonb_object_agg(key, value - 'recordId') from jsonb_each(p.provenance)) as provenance,
      (select array_agg(i.type || ':' || i.value || ' ' || i.display || ' ' || coalesce(i.shared_since::text, '-') || i.first_seen_at || i.last_seen_at order by i.type, i.value)
        from identifiers i where i.profile_id = p.id) as identifiers,
      (select array_agg(e.message_id || ' ' || r.key order by e.message_id)
        from events e left join records r on r.profile_id = e.profile_id and r.id = e.record_id where e.profile_id = p.id) as events,
      (select jsonb_agg(jsonb_build_object('key', r.key, 'traits', r.traits, 'first', r.first_seen_at, 'last', r.last_seen_at) order by r.key, r.source_id)
        from records r where r.profile_id = p.id) as records,
      (select array_agg(l.kind || ' ' || l.a || ' ' || l.b || ' ' || l.status || ' ' || l.rule || ' ' || l.occurred_at || ' ' || l.event_id order by l.id)
        from links l where l.profile_id = p.id) as links,
      (select array_agg(k.kind || '=' || k.value || ' ' || k.event_id order by k.kind, k.value) from search_keys k where k.profile_id = p.id) as keys,
      (select array_agg(d.name || ' ' || a.day || ' ' || a.n || ' ' || round(a.sum::numeric, 4) order by d.name, a.day)
        from daily_aggregates a join event_definitions d on d.key = a.event_key where a.profile_id = p.id) as aggregates,
      (select array_agg(g.group_id || g.joined_at order by g.group_id) from profile_groups g where g.profile_id = p.id) as groups
    from profiles p left join profile_search s on s.profile_id = p.id`;
  const named = profiles.map(({ id: _, ...rest }) => JSON.stringify(rest)).sort();
  return named.map((text) => JSON.parse(text) as Record<string, unknown>);
}

/** Rows of profile-owned tables that point to no profile: there must be none. */
export async function strayRows(sql: Sql): Promise<string[]> {
  const owned = [
    'identifiers',
    'links',
    'records',
    'events',
    'daily_aggregates',
    'search_keys',
    'profile_groups',
    'profile_search',
    'profile_aliases',
    'memberships',
  ];
  const found: string[] = [];
  for (const table of owned) {
    const [row] = await sql<
      { n: number }[]
    >`select count(*)::int as n from ${sql(table)} t where not exists (select from profiles p where p.id = t.profile_id)`;
    if (row && row.n > 0) found.push(`${table}: ${row.n}`);
  }
  return found;
}
