import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { priorityOf } from '@/features/identity/core/normalise';
import { maskIdentifier, maskName, maskTraits } from '../core/mask';
import type { ProfileView, Provenance } from '../types';
import { seesRestricted } from './restricted';
import { type Sight, sightOf } from './reveals';
import { traitFlags } from './trait-flags';

type Identifier = { type: string; value: string; display: string; sourceId: string; firstSeenAt: string; lastSeenAt: string };

/** A profile as stored. For use inside the product only: what leaves it goes through `toView`. */
export type StoredProfile = {
  id: string;
  name: string | null;
  traits: Record<string, unknown>;
  provenance: Record<string, Provenance>;
  identifiers: Identifier[];
  segments: { id: string; name: string; enteredAt: string }[];
  first_seen_at: Date | null;
  last_seen_at: Date | null;
  event_count: number;
  order_count: number;
  spend: number;
  currency: string | null;
  last_order_at: Date | null;
  open_tickets: number;
  restricted_at: Date | null;
  objected_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

/** Profiles by id with identifiers and segments, in one query; a merged id gives the profile it became. In no order. */
export async function readProfiles(ids: readonly string[]): Promise<StoredProfile[]> {
  if (ids.length === 0) return [];
  return sql()<StoredProfile[]>`
    select p.id, p.name, p.traits, p.provenance, p.first_seen_at, p.last_seen_at, p.event_count::float8 as event_count, p.order_count,
      p.spend, p.currency, p.last_order_at, p.open_tickets, p.restricted_at, p.objected_at, p.created_at, p.updated_at,
      coalesce((
        select json_agg(json_build_object('type', i.type, 'value', i.value, 'display', i.display, 'sourceId', i.source_id,
          'firstSeenAt', i.first_seen_at, 'lastSeenAt', i.last_seen_at) order by i.type, i.first_seen_at, i.value)
        from identifiers i where i.profile_id = p.id), '[]') as identifiers,
      coalesce((
        select json_agg(json_build_object('id', s.id, 'name', s.name, 'enteredAt', m.entered_at) order by m.entered_at desc, s.id)
        from memberships m join segments s on s.id = m.segment_id
        where m.profile_id = p.id and s.status = 'active'), '[]') as segments
    from profiles p
    where p.id in (
      select unnest(${ids as string[]}::uuid[]) union all select profile_id from profile_aliases where old_id = any(${ids as string[]}::uuid[]))`;
}

/** The profile as this reader may see it; null also for a restricted one that they may not. */
export async function readProfile(scope: Scope, id: string): Promise<{ profile: ProfileView; stored: StoredProfile; sight: Sight } | null> {
  const [stored] = await readProfiles([id]);
  if (!stored || (stored.restricted_at && !seesRestricted(scope))) return null;
  const sight = await sightOf(scope, stored.id);
  const flags = await traitFlags(sight.personalData);
  return { profile: toView(stored, sight.personalData, flags), stored, sight };
}

/** Several profiles for a reader who sees everything (API keys, exports) or by the reader's own measure; reveals do not count here. */
export async function readProfileViews(scope: Scope, ids: readonly string[]): Promise<ProfileView[]> {
  const [stored, flags] = await Promise.all([readProfiles(ids), traitFlags(scope.personalData)]);
  const seen = stored.filter((profile) => !profile.restricted_at || seesRestricted(scope));
  const views = new Map(seen.map((profile) => [profile.id, toView(profile, scope.personalData, flags)]));
  return ids.flatMap((id) => views.get(id) ?? []);
}

/** The strongest types first: an id of ours says more than a browser's. */
const byStrength = (identifiers: readonly Identifier[]) => [...identifiers].sort((a, b) => priorityOf(a.type) - priorityOf(b.type));

const iso = (at: Date | string | null): string | null => (at === null ? null : new Date(at).toISOString());
const moment = (at: Date | string): string => new Date(at).toISOString();

function toView(stored: StoredProfile, personalData: Sight['personalData'], flags: Awaited<ReturnType<typeof traitFlags>>): ProfileView {
  return {
    id: stored.id,
    name: maskName(stored.name, personalData),
    traits: maskTraits(stored.traits, personalData, flags),
    provenance: stored.provenance,
    identifiers: byStrength(stored.identifiers).map((i) => ({
      type: i.type,
      value: maskIdentifier(i.type, i.value, personalData),
      sourceId: i.sourceId,
      firstSeenAt: moment(i.firstSeenAt),
      lastSeenAt: moment(i.lastSeenAt),
    })),
    segments: stored.segments.map((s) => ({ ...s, enteredAt: moment(s.enteredAt) })),
    firstSeenAt: iso(stored.first_seen_at),
    lastSeenAt: iso(stored.last_seen_at),
    eventCount: stored.event_count,
    orderCount: stored.order_count,
    spend: stored.spend,
    currency: stored.currency,
    lastOrderAt: iso(stored.last_order_at),
    openTickets: stored.open_tickets,
    createdAt: moment(stored.created_at),
    updatedAt: moment(stored.updated_at),
  };
}
