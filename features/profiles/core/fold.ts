import type { RecordTraits, TraitProvenance } from '@/db/schema';

export type Survivorship = 'latest' | 'source_priority' | 'most_frequent' | 'first' | 'longest';
export type FoldRecord = { id: string; sourceId: string; traits: RecordTraits };
export type FoldRules = {
  survivorship: (trait: string) => Survivorship;
  /** Higher wins in source priority. */
  priority: (sourceId: string) => number;
  /** What staff wrote stands above every rule. */
  isStaff: (sourceId: string) => boolean;
};
export type Provenance = Record<string, TraitProvenance>;

/**
 * Lays what was computed or predicted over the fold of the records: `traits = fold || derived`. Where such values come from is
 * kept from `before`, since no record says it.
 */
export function overlay(
  { traits, provenance }: { traits: Record<string, unknown>; provenance: Provenance },
  before: { derived: Record<string, unknown>; provenance: Provenance },
): { traits: Record<string, unknown>; provenance: Provenance } {
  const derived = Object.keys(before.derived);
  if (derived.length === 0) return { traits, provenance };
  const kept = derived.flatMap((name) => {
    const from = before.provenance[name];
    return from ? [[name, from] as const] : [];
  });
  return { traits: { ...traits, ...before.derived }, provenance: { ...provenance, ...Object.fromEntries(kept) } };
}

type Candidate = { value: unknown; at: string; eventId: string; recordId: string; sourceId: string };

/**
 * The golden traits: of each trait the value that its survivorship chooses among the latest values of the records, and where
 * it came from. A record's `null` takes its value back. Ties go to the later `(time, event id)`, so order of arrival never matters.
 */
export function foldTraits(records: readonly FoldRecord[], rules: FoldRules): { traits: Record<string, unknown>; provenance: Provenance } {
  const byTrait = new Map<string, Candidate[]>();
  for (const { id, sourceId, traits } of records) {
    for (const [trait, { v, at, id: eventId }] of Object.entries(traits)) {
      const list = byTrait.get(trait) ?? [];
      list.push({ value: v, at, eventId, recordId: id, sourceId });
      byTrait.set(trait, list);
    }
  }
  const traits: Record<string, unknown> = {};
  const provenance: Provenance = {};
  for (const trait of [...byTrait.keys()].sort()) {
    const chosen = choose(byTrait.get(trait) ?? [], rules.survivorship(trait), rules);
    if (!chosen || chosen.value === null) continue;
    traits[trait] = chosen.value;
    provenance[trait] = { sourceId: chosen.sourceId, recordId: chosen.recordId, at: chosen.at };
  }
  return { traits, provenance };
}

function choose(all: Candidate[], survivorship: Survivorship, { priority, isStaff }: FoldRules): Candidate | undefined {
  const latest = [...all].sort(newestFirst);
  const staff = latest.find((c) => isStaff(c.sourceId));
  if (staff) return staff;
  if (survivorship === 'latest') return latest[0];
  const given = latest.filter((c) => c.value !== null);
  if (survivorship === 'first') return given.at(-1);
  if (survivorship === 'source_priority') return given.sort((a, b) => priority(b.sourceId) - priority(a.sourceId) || newestFirst(a, b))[0];
  if (survivorship === 'longest') return given.sort((a, b) => lengthOf(b) - lengthOf(a) || newestFirst(a, b))[0];
  const count = new Map<string, number>();
  for (const c of given) count.set(textOf(c), (count.get(textOf(c)) ?? 0) + 1);
  return given.sort((a, b) => (count.get(textOf(b)) ?? 0) - (count.get(textOf(a)) ?? 0) || newestFirst(a, b))[0];
}

function newestFirst(a: Candidate, b: Candidate): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.eventId !== b.eventId) return a.eventId < b.eventId ? 1 : -1;
  return a.recordId < b.recordId ? 1 : a.recordId > b.recordId ? -1 : 0;
}

const textOf = (c: Candidate): string => JSON.stringify(c.value);
const lengthOf = (c: Candidate): number => (typeof c.value === 'string' ? c.value : textOf(c)).length;

const NAMES = ['name', 'full_name', 'fullName'];
const FIRST = ['first_name', 'firstName', 'firstname', 'given_name'];
const LAST = ['last_name', 'lastName', 'lastname', 'family_name', 'surname'];

const textTrait = (traits: Record<string, unknown>, names: readonly string[]): string | undefined =>
  names
    .map((n) => traits[n])
    .find((v): v is string => typeof v === 'string' && v.trim() !== '')
    ?.trim();

/** The name to show: a whole one, else first and last name. */
export function displayName(traits: Record<string, unknown>): string | null {
  const whole = textTrait(traits, NAMES);
  if (whole !== undefined) return whole.slice(0, 500);
  const parts = [textTrait(traits, FIRST), textTrait(traits, LAST)].filter((p) => p !== undefined);
  return parts.length > 0 ? parts.join(' ').slice(0, 500) : null;
}
