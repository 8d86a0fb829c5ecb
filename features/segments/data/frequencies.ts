import type { AnySql } from '@/db/client';
import { isBuiltIn } from '../constants';
import type { Suggestions } from './suggestions';

/** About so many people are looked at for how common a trait is: enough for the order, cheap at any size. */
const LOOKED_AT = 5_000;

/**
 * The same suggestions with how often each name was seen, the most used first: events as counted day by day, traits by the people
 * who have them (of many people, from a sample of them). Built-in traits stay in front.
 */
export async function withFrequencies(tx: AnySql, given: Suggestions): Promise<Suggestions> {
  const [events, traits] = await Promise.all([eventCounts(tx), traitCounts(tx)]);
  const byUse = <T extends { name: string; seen?: number | undefined }>(names: readonly T[]): T[] =>
    [...names].sort((a, b) => (b.seen ?? -1) - (a.seen ?? -1) || a.name.localeCompare(b.name));
  const known = given.traits.map((trait) => ({ ...trait, seen: traits.get(trait.name) }));
  return {
    ...given,
    events: byUse(given.events.map((event) => ({ ...event, seen: events.get(event.name) }))),
    traits: [...known.filter((trait) => isBuiltIn(trait.name)), ...byUse(known.filter((trait) => !isBuiltIn(trait.name)))],
  };
}

async function eventCounts(tx: AnySql): Promise<Map<string, number>> {
  const rows = await tx<{ name: string; n: number }[]>`select name, sum(n)::float8 as n from event_rollups group by name`;
  return new Map(rows.map((row) => [row.name, row.n]));
}

async function traitCounts(tx: AnySql): Promise<Map<string, number>> {
  const [size] = await tx<{ n: number }[]>`select greatest(reltuples, 1)::float8 as n from pg_class where oid = 'profiles'::regclass`;
  const share = Math.min(1, LOOKED_AT / (size?.n ?? 1));
  const rows = await tx<{ name: string; n: number }[]>`
    select k.name, count(*)::float8 as n from profiles p tablesample system (${100 * share}), jsonb_object_keys(p.traits) k(name)
    where p.restricted_at is null group by k.name`;
  return new Map(rows.map((row) => [row.name, Math.round(row.n / share)]));
}
