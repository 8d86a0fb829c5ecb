import type { AnySql } from '@/db/client';
import type { StoredProfile } from '../core/payload';

type Row = {
  id: string;
  traits: Record<string, unknown>;
  builtIn: Record<string, unknown>;
  identifiers: { type: string; value: string }[] | null;
  previousIds: string[] | null;
};

/** What may be sent of these people, before any mapping, by profile id. */
export async function storedProfiles(tx: AnySql, profileIds: readonly string[]): Promise<Map<string, StoredProfile>> {
  if (profileIds.length === 0) return new Map();
  const rows = await tx<Row[]>`
    select p.id, p.traits,
      jsonb_build_object('name', name, 'order_count', order_count, 'spend', spend, 'event_count', event_count, 'open_tickets', open_tickets,
        'last_order_at', last_order_at, 'first_seen_at', first_seen_at, 'last_seen_at', last_seen_at) as "builtIn",
      (select jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.type, i.first_seen_at, i.value)
         from identifiers i where i.profile_id = p.id and i.type <> 'shared_anonymous_id') as identifiers,
      (select array_agg(a.old_id order by a.old_id) from profile_aliases a where a.profile_id = p.id) as "previousIds"
    from profiles p where p.id = any(${[...profileIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, { ...row, identifiers: row.identifiers ?? [], previousIds: row.previousIds ?? [] }]));
}
