import type { TransactionSql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import type { TraitProvenance } from '@/db/schema';
import { ZONE_TRAITS } from '@/lib/time-zone';
import { foldProfiles } from './fold-profiles';

/** Values of one profile by trait name; `null` takes a value back. `provenance` counts for every value of the row. */
export type DerivedRow = {
  profileId: string;
  values: Record<string, unknown>;
  provenance: Extract<TraitProvenance, { kind: 'predicted' | 'computed' }> | ((trait: string) => TraitProvenance);
};

type Stored = { id: string; derived: Record<string, unknown> };
type Change = { id: string; set: Record<string, unknown>; provenance: Record<string, TraitProvenance>; taken: string[] };

/**
 * Writes computed and predicted traits, which lie over the fold of the records, and nothing where they are as before. The
 * profiles must be locked. A value taken back gives way to what the records say. @returns per changed profile the traits whose
 * value changed: the caller publishes `profiles.changed` or evaluates in the same transaction
 */
export async function writeDerived(tx: TransactionSql, rows: readonly DerivedRow[]): Promise<Map<string, string[]>> {
  if (rows.length === 0) return new Map();
  const stored = await tx<Stored[]>`
    select id, derived from profiles where id = any(${plain(rows.map((r) => r.profileId))}::text::uuid[])`;
  const before = new Map(stored.map((s) => [s.id, s.derived]));
  const changes = rows.flatMap((row) => changeOf(row, before.get(row.profileId)) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (changes.length === 0) return new Map();
  await tx`
    update profiles p set derived = (p.derived - u.taken) || u.set, traits = (p.traits - u.taken) || u.set,
      provenance = (p.provenance - u.taken) || u.provenance, updated_at = clock_timestamp()
    from (
      select id::uuid, set::jsonb, provenance::jsonb, array(select jsonb_array_elements_text(taken::jsonb)) as taken
      from unnest(${plain(changes.map((c) => c.id))}::text::text[], ${texts(changes.map((c) => JSON.stringify(c.set)))}::text::text[],
        ${texts(changes.map((c) => JSON.stringify(c.provenance)))}::text::text[],
        ${texts(changes.map((c) => JSON.stringify(c.taken)))}::text::text[]) v(id, set, provenance, taken)
    ) u where p.id = u.id`;
  await foldProfiles(
    tx,
    changes.filter((c) => c.taken.length > 0 || ZONE_TRAITS.some((name) => name in c.set)).map((c) => c.id),
  );
  return new Map(changes.map((c) => [c.id, [...Object.keys(c.set), ...c.taken].sort()]));
}

/** What is to be written, undefined when nothing differs or there is no such profile. */
function changeOf({ profileId, values, provenance }: DerivedRow, before: Record<string, unknown> | undefined): Change | undefined {
  if (!before) return undefined;
  const differing = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(before[name] ?? null) !== JSON.stringify(value ?? null),
  );
  const given = differing.filter(([, value]) => value !== null && value !== undefined);
  const taken = differing.filter(([, value]) => value === null || value === undefined).map(([name]) => name);
  if (differing.length === 0) return undefined;
  const from = (name: string) => (typeof provenance === 'function' ? provenance(name) : provenance);
  return {
    id: profileId,
    set: Object.fromEntries(given),
    provenance: Object.fromEntries(given.map(([name]) => [name, from(name)])),
    taken,
  };
}
