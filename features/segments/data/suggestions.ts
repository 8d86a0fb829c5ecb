import type { AnySql } from '@/db/client';
import { listChannels, listPurposes } from '@/features/consent/data/purposes';
import type { ValueType } from '../conditions/value-schema';
import { builtInTraits } from '../constants';

/** What the rule editor offers. */
export type Suggestions = {
  /** `seen`: about how many people have it, or how often it happened; only the editor asks. */
  traits: { name: string; type: ValueType; seen?: number | undefined }[];
  events: { name: string; hasValue: boolean; seen?: number | undefined }[];
  segments: { id: string; name: string }[];
  purposes: { key: string; name: string }[];
  channels: { key: string; name: string }[];
  lists: { id: string; name: string }[];
  /** `opens`, `clicks`: whether it measures them. */
  campaigns: { id: string; name: string; opens: boolean; clicks: boolean }[];
  sources: { id: string; name: string }[];
};

/** The names that a rule's sentence needs. */
export type RuleNames = Pick<Suggestions, 'segments' | 'purposes' | 'channels' | 'lists' | 'campaigns' | 'sources'>;

const MOST_NAMES = 2_000;

/** Names of traits, events, segments, purposes and channels known so far. */
export async function readSuggestions(tx: AnySql): Promise<Suggestions> {
  const [traits, events, segments, purposes, channels, lists, campaigns, sources] = await Promise.all([
    tx<{ name: string; type: ValueType }[]>`select name, type from trait_definitions order by name limit ${MOST_NAMES}`,
    tx<{ name: string; hasValue: boolean }[]>`
      select name, has_value as "hasValue" from event_definitions where type in ('track', 'page', 'screen', 'group') order by name limit ${MOST_NAMES}`,
    tx<{ id: string; name: string }[]>`select id, name from segments where status = 'active' order by lower(name) limit ${MOST_NAMES}`,
    listPurposes(tx),
    listChannels(tx),
    tx<{ id: string; name: string }[]>`select id, name from lists where status = 'active' order by lower(name) limit ${MOST_NAMES}`,
    tx<Suggestions['campaigns']>`
      select id, name, measure_opens and measure_purpose is not null as opens, measure_clicks and measure_purpose is not null as clicks
      from campaigns where started_at is not null order by started_at desc limit ${MOST_NAMES}`,
    tx<{ id: string; name: string }[]>`select id, name from sources where status <> 'deleted' order by lower(name) limit ${MOST_NAMES}`,
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
    lists: [...lists],
    campaigns: [...campaigns],
    sources: [...sources],
  };
}

/** Properties seen on an event, or on any event for `*`. */
export async function readProperties(tx: AnySql, event: string): Promise<{ property: string; type: ValueType }[]> {
  return tx<{ property: string; type: ValueType }[]>`
    select distinct on (property) property, type from event_properties
    where event = ${event} or ${event} = '*' order by property, type limit ${MOST_NAMES}`;
}
