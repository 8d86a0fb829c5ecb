import type { AnySql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { listChannels, listPurposes } from '@/features/consent/data/purposes';
import type { ValueType } from '../conditions/value-schema';
import { builtInTraits } from '../constants';

/** What the rule editor offers. */
export type Suggestions = {
  traits: { name: string; type: ValueType }[];
  events: { name: string; hasValue: boolean }[];
  segments: { id: string; name: string }[];
  purposes: { key: string; name: string }[];
  channels: { key: string; name: string }[];
};

const MOST_NAMES = 2_000;
/** About so many rows are looked at for sample values: enough for the common ones, cheap at any size. */
const LOOKED_AT = 5_000;
const MOST_VALUES = 50;

/** Names of traits, events, segments, purposes and channels known so far. */
export async function readSuggestions(tx: AnySql): Promise<Suggestions> {
  const [traits, events, segments, purposes, channels] = await Promise.all([
    tx<{ name: string; type: ValueType }[]>`select name, type from trait_definitions order by name limit ${MOST_NAMES}`,
    tx<{ name: string; hasValue: boolean }[]>`
      select name, has_value as "hasValue" from event_definitions where type in ('track', 'page', 'screen', 'group') order by name limit ${MOST_NAMES}`,
    tx<{ id: string; name: string }[]>`select id, name from segments where status = 'active' order by lower(name) limit ${MOST_NAMES}`,
    listPurposes(tx),
    listChannels(tx),
  ]);
  const builtIn = Object.entries(builtInTraits).map(([name, type]) => ({ name, type }));
  const own = new Set(builtIn.map((trait) => trait.name));
  const named = ({ key, name }: { key: string; name: string }) => ({ key, name });
  return {
    traits: [...builtIn, ...traits.filter((trait) => !own.has(trait.name))],
    events: [...events],
    segments: [...segments],
    purposes: purposes.filter((p) => !p.archived).map(named),
    channels: channels.filter((c) => !c.archived).map(named),
  };
}

/** Properties seen on an event, or on any event for `*`. */
export async function readProperties(tx: AnySql, event: string): Promise<{ property: string; type: ValueType }[]> {
  return tx<{ property: string; type: ValueType }[]>`
    select distinct on (property) property, type from event_properties
    where event = ${event} or ${event} = '*' order by property, type limit ${MOST_NAMES}`;
}

/** Frequent values of a trait in a sample of profiles; none of a personal trait for who may not see it whole. */
export async function traitValues(tx: AnySql, scope: Scope, trait: string): Promise<string[]> {
  const [definition] = await tx<{ personal: boolean }[]>`select personal from trait_definitions where name = ${trait}`;
  if (scope.personalData !== 'full' && definition?.personal !== false) return [];
  const [size] = await tx<{ n: number }[]>`select greatest(reltuples, 1)::float8 as n from pg_class where oid = 'profiles'::regclass`;
  const percent = Math.min(100, (100 * LOOKED_AT) / (size?.n ?? 1));
  const rows = await tx<{ value: string }[]>`
    select traits ->> ${trait} as value from profiles tablesample system (${percent})
    where jsonb_typeof(traits -> ${trait}) in ('string', 'number')
    group by 1 order by count(*) desc, 1 limit ${MOST_VALUES}`;
  return rows.map((row) => row.value);
}

/** Frequent values of an event's property in its latest events, for who may see personal data whole: a property may hold any. */
export async function propertyValues(tx: AnySql, scope: Scope, event: string, property: string): Promise<string[]> {
  if (scope.personalData !== 'full') return [];
  const rows = await tx<{ value: string }[]>`
    select properties ->> ${property} as value from (
      select properties from events
      where name = ${event} and occurred_at > now() - interval '400 days' and occurred_at <= now()
      order by occurred_at desc limit ${LOOKED_AT}) e
    where jsonb_typeof(properties -> ${property}) in ('string', 'number')
    group by 1 order by count(*) desc, 1 limit ${MOST_VALUES}`;
  return rows.map((row) => row.value);
}
