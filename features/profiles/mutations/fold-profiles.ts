import type { TransactionSql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import type { RecordTraits } from '@/db/schema';
import { zoneOfTraits } from '@/lib/time-zone';
import { displayName, type FoldRecord, foldTraits, overlay, type Provenance } from '../core/fold';
import { searchText } from '../core/search-text';
import { loadFoldRules } from '../data/fold-rules';

type Current = {
  id: string;
  name: string | null;
  timeZone: string | null;
  traits: Record<string, unknown>;
  derived: Record<string, unknown>;
  provenance: Provenance;
};
type Folded = Omit<Current, 'derived'> & { search: { name: string; text: string }; changedTraits: string[] };

/**
 * Folds these profiles anew from their records, lays the derived traits over the fold, and writes traits, provenance, name, time
 * zone and search text where they changed.
 * The profiles must be locked. @returns per profile the traits whose golden value changed (`name` also when the display name did)
 */
export async function foldProfiles(tx: TransactionSql, profileIds: Iterable<string>): Promise<Map<string, string[]>> {
  const ids = [...new Set(profileIds)].sort();
  if (ids.length === 0) return new Map();
  const rules = await loadFoldRules(tx);
  const current = await tx<
    Current[]
  >`select id, name, time_zone as "timeZone", traits, derived, provenance from profiles where id = any(${plain(ids)}::text::uuid[]) order by id`;
  const records = groupBy(
    await tx<(FoldRecord & { profileId: string; traits: RecordTraits })[]>`
      select r.profile_id as "profileId", r.id, r.source_id as "sourceId", r.traits from unnest(${plain(ids)}::text::uuid[]) p(id)
      cross join lateral (select * from records r where r.profile_id = p.id and r.traits <> '{}' offset 0) r`,
  );
  const identifiers = groupBy(
    await tx<{ profileId: string; type: string; value: string; display: string }[]>`
      select i.profile_id as "profileId", i.type, i.value, i.display from unnest(${plain(ids)}::text::uuid[]) p(id)
      cross join lateral (select * from identifiers i where i.profile_id = p.id and i.type not in ('anonymous_id', 'shared_anonymous_id') offset 0) i`,
  );
  const folded = current.map((before): Folded => {
    const { traits, provenance } = overlay(foldTraits(records.get(before.id) ?? [], rules), before);
    const name = displayName(traits);
    const known = (identifiers.get(before.id) ?? []).sort((a, b) => (`${a.type}:${a.value}` < `${b.type}:${b.value}` ? -1 : 1));
    const search = searchText({ name, identifiers: known, traits });
    const changed = changedKeys(before.traits, traits);
    if (name !== before.name && !changed.includes('name')) changed.push('name');
    return { id: before.id, name, timeZone: zoneOfTraits(traits), traits, provenance, search, changedTraits: changed };
  });
  await writeFolds(
    tx,
    folded.filter((f, n) => differs(f, current[n])),
  );
  await writeSearch(tx, folded);
  return new Map(folded.map((f) => [f.id, f.changedTraits]));
}

function differs(after: Folded, before: Current | undefined): boolean {
  return (
    after.changedTraits.length > 0 || after.timeZone !== before?.timeZone || canonical(after.provenance) !== canonical(before?.provenance)
  );
}

async function writeFolds(tx: TransactionSql, rows: readonly Folded[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update profiles p set name = u.name, time_zone = u.time_zone, traits = u.traits::jsonb, provenance = u.provenance::jsonb, updated_at = clock_timestamp()
    from unnest(${plain(rows.map((r) => r.id))}::text::uuid[], ${texts(rows.map((r) => r.name))}::text::text[], ${texts(rows.map((r) => r.timeZone))}::text::text[], ${texts(rows.map((r) => JSON.stringify(r.traits)))}::text::text[],
      ${texts(rows.map((r) => JSON.stringify(r.provenance)))}::text::text[]) u(id, name, time_zone, traits, provenance)
    where p.id = u.id`;
}

async function writeSearch(tx: TransactionSql, rows: readonly Folded[]): Promise<void> {
  const found = rows.filter((r) => r.search.text !== '');
  if (found.length > 0) {
    await tx`
      insert into profile_search (profile_id, name, text)
      select * from unnest(${plain(found.map((r) => r.id))}::text::uuid[], ${texts(found.map((r) => r.search.name))}::text::text[], ${texts(found.map((r) => r.search.text))}::text::text[])
      on conflict (profile_id) do update set name = excluded.name, text = excluded.text
      where (profile_search.name, profile_search.text) is distinct from (excluded.name, excluded.text)`;
  }
  const empty = rows.filter((r) => r.search.text === '').map((r) => r.id);
  if (empty.length > 0) await tx`delete from profile_search where profile_id = any(${plain(empty)}::text::uuid[])`;
}

function groupBy<T extends { profileId: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.profileId);
    if (list) list.push(row);
    else map.set(row.profileId, [row]);
  }
  return map;
}

/** JSON with sorted keys: jsonb keeps no order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

function changedKeys(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((k) => canonical(before[k]) !== canonical(after[k])).sort();
}
