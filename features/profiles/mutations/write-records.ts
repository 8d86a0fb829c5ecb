import type { TransactionSql } from '@/db/client';
import { bits, plain, texts, times } from '@/db/literals';
import type { RecordTraits } from '@/db/schema';

/** What some events say of one record. Times in milliseconds; `traits` hold the latest value of each by (time, event id). */
export type RecordUpdate = {
  profileId: string;
  recordId: string;
  sourceId: string;
  key: string;
  first: number;
  last: number;
  traits: RecordTraits;
};

type Stored = { profileId: string; id: string; first: Date; last: Date; traits: RecordTraits | null };

const DAY = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / DAY) * DAY;

/**
 * Writes what is new about records: missing ones, wider moments (`last_seen_at` by the UTC day), later trait values. The
 * profiles must be locked. @returns the profiles with a record whose traits changed, and those with a record that they did not have
 */
export async function writeRecords(
  tx: TransactionSql,
  updates: readonly RecordUpdate[],
): Promise<{ changed: Set<string>; begun: Set<string> }> {
  const begun = new Set<string>();
  const changed = new Set<string>();
  const stored = await findRecords(tx, updates);
  const writes: (RecordUpdate & { all: RecordTraits })[] = [];
  for (const u of updates) {
    const row = stored.get(u.recordId);
    if (!row) begun.add(u.profileId);
    const { all, differs } = mergeTraits(row?.traits ?? {}, u.traits);
    if (differs) changed.add(u.profileId);
    const wider = !row || u.first < row.first.getTime() || dayOf(u.last) > row.last.getTime();
    if (wider || differs) writes.push({ ...u, all });
  }
  if (writes.length === 0) return { changed, begun };
  writes.sort((a, b) => (a.profileId < b.profileId ? -1 : a.profileId > b.profileId ? 1 : a.recordId < b.recordId ? -1 : 1));
  await tx`
    insert into records (profile_id, id, source_id, key, birth_profile_id, first_seen_at, last_seen_at, traits)
    select p, r, s, k, p, f, l, coalesce(t::jsonb, '{}')
    from unnest(${plain(writes.map((w) => w.profileId))}::text::uuid[], ${plain(writes.map((w) => w.recordId))}::text::uuid[], ${plain(writes.map((w) => w.sourceId))}::text::uuid[],
      ${texts(writes.map((w) => w.key))}::text::text[], ${times(writes.map((w) => new Date(w.first)))}::text::timestamptz[],
      ${times(writes.map((w) => new Date(dayOf(w.last))))}::text::timestamptz[],
      ${texts(writes.map((w) => (Object.keys(w.traits).length > 0 ? JSON.stringify(w.all) : null)))}::text::text[]) u(p, r, s, k, f, l, t)
    on conflict (profile_id, id) do update set
      first_seen_at = least(records.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(records.last_seen_at, excluded.last_seen_at),
      traits = case when excluded.traits = '{}' then records.traits else excluded.traits end`;
  return { changed, begun };
}

async function findRecords(tx: TransactionSql, updates: readonly RecordUpdate[]): Promise<Map<string, Stored>> {
  if (updates.length === 0) return new Map();
  const rows = await tx<Stored[]>`
    select r.profile_id as "profileId", r.id, r.first_seen_at as first, r.last_seen_at as last, case when k.wanted then r.traits end as traits
    from unnest(${plain(updates.map((u) => u.profileId))}::text::uuid[], ${plain(updates.map((u) => u.recordId))}::text::uuid[],
      ${bits(updates.map((u) => Object.keys(u.traits).length > 0))}::text::boolean[]) k(profile_id, id, wanted)
    cross join lateral (select * from records r where r.profile_id = k.profile_id and r.id = k.id limit 1) r`;
  return new Map(rows.map((r) => [r.id, r]));
}

function mergeTraits(before: RecordTraits, given: RecordTraits): { all: RecordTraits; differs: boolean } {
  let differs = false;
  const all: RecordTraits = { ...before };
  for (const [trait, value] of Object.entries(given)) {
    const known = before[trait];
    if (known && (known.at > value.at || (known.at === value.at && known.id >= value.id))) continue;
    all[trait] = value;
    differs = true;
  }
  return { all, differs };
}
