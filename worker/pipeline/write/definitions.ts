import type { Sql } from '@/db/client';
import { bits } from '@/db/literals';
import type { PipelineEvent } from '../types';

type PropertyType = 'string' | 'number' | 'boolean' | 'date' | 'array' | 'object';

/** Limits that keep a source that invents names from filling the catalogue. Events themselves are stored in any case. */
const MAX_EVENTS = 20_000;
const MAX_PROPERTIES_OF_EVENT = 500;
const MAX_TRAITS = 2_000;
const MAX_NAME = 200;

const SEARCHABLE = new Set([
  'order_id',
  'orderid',
  'order_number',
  'ordernumber',
  'order_no',
  'ticket_id',
  'ticketid',
  'ticket_number',
  'ticket_no',
  'case_id',
  'case_number',
  'invoice_no',
  'invoiceno',
  'invoice_id',
  'invoice_number',
  'receipt_id',
  'receipt_no',
  'tracking_number',
  'booking_id',
  'booking_reference',
]);

/** Traits that say nothing of who somebody is: everybody may read them. Whatever is not listed is personal. */
const NOT_PERSONAL =
  /^(plan|tier|status|stage|segment|currency|language|locale|country|country_code|timezone|source|channel|campaign|category|device|platform|os|browser|app_version|version|subscribed|active|is_[a-z_]+|has_[a-z_]+|.*_count|.*_total|lifetime_value|ltv|score|.*_score|loyalty_tier|customer_type|account_type)$/i;

type Known = {
  events: Set<string>;
  valued: Set<string>;
  properties: Map<string, Set<string>>;
  traits: Set<string>;
  loadedAt: number;
};
const caches = new WeakMap<Sql, Known>();
const REFRESH_MS = 10_000;

async function load(sql: Sql): Promise<Known> {
  const cached = caches.get(sql);
  if (cached && Date.now() - cached.loadedAt < REFRESH_MS) return cached;
  const [events, properties, traits] = await Promise.all([
    sql<{ name: string; hasValue: boolean }[]>`select name, has_value as "hasValue" from event_definitions`,
    sql<{ event: string; property: string }[]>`select event, property from event_properties`,
    sql<{ name: string }[]>`select name from trait_definitions`,
  ]);
  const known: Known = {
    events: new Set(events.map((r) => r.name)),
    valued: new Set(events.filter((r) => r.hasValue).map((r) => r.name)),
    properties: new Map(),
    traits: new Set(traits.map((r) => r.name)),
    loadedAt: Date.now(),
  };
  for (const p of properties) setOf(known.properties, p.event).add(p.property);
  caches.set(sql, known);
  return known;
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  let set = map.get(key);
  if (!set) map.set(key, (set = new Set()));
  return set;
}

const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** The type that a value suggests for its property or trait. */
export function typeOfValue(value: unknown): PropertyType {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'object') return 'object';
  return typeof value === 'string' && DATE.test(value) ? 'date' : 'string';
}

/**
 * Enters event names, properties and traits not seen before into the catalogue, by itself and before the batch's
 * transaction. Properties that are order and ticket numbers by their names begin as searchable.
 */
export async function discover(sql: Sql, events: readonly PipelineEvent[]): Promise<void> {
  const known = await load(sql);
  const names = new Map<string, string>();
  const properties: { event: string; property: string; type: PropertyType; searchable: boolean }[] = [];
  const valued = new Set<string>();
  const traits = new Map<string, PropertyType>();
  for (const e of events) {
    if (!known.events.has(e.name) && known.events.size < MAX_EVENTS && e.name.length <= MAX_NAME) {
      known.events.add(e.name);
      names.set(e.name, e.type);
    }
    if (e.value !== null && !known.valued.has(e.name)) {
      known.valued.add(e.name);
      valued.add(e.name);
    }
    if (e.type !== 'identify' && e.type !== 'group') {
      const seen = setOf(known.properties, e.name);
      for (const property in e.properties) {
        if (seen.has(property) || seen.size >= MAX_PROPERTIES_OF_EVENT || property.length > MAX_NAME) continue;
        const value = e.properties[property];
        if (value === null || value === undefined) continue;
        seen.add(property);
        properties.push({ event: e.name, property, type: typeOfValue(value), searchable: SEARCHABLE.has(property.toLowerCase()) });
      }
    }
    for (const trait in e.traits) {
      const value = e.traits[trait];
      if (known.traits.has(trait) || known.traits.size >= MAX_TRAITS || trait.length > MAX_NAME || value === null) continue;
      known.traits.add(trait);
      traits.set(trait, typeOfValue(value));
    }
  }
  try {
    await enter(sql, names, properties, traits);
    if (valued.size > 0)
      await sql`update event_definitions set has_value = true where name = any(${[...valued]}::text[]) and not has_value`;
  } catch (error) {
    caches.delete(sql);
    throw error;
  }
}

async function enter(
  sql: Sql,
  names: ReadonlyMap<string, string>,
  properties: readonly { event: string; property: string; type: PropertyType; searchable: boolean }[],
  traits: ReadonlyMap<string, PropertyType>,
): Promise<void> {
  if (names.size > 0) {
    const rows = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
    // Not "on conflict" alone: each try would use up one of the 32,767 keys.
    await sql`
      insert into event_definitions (name, type)
      select n, t from unnest(${rows.map(([n]) => n)}::text[], ${rows.map(([, type]) => type)}::text[]) u(n, t)
      where not exists (select from event_definitions d where d.name = u.n) on conflict do nothing`;
  }
  if (properties.length > 0) {
    await sql`
      insert into event_properties (event, property, type, searchable)
      select * from unnest(${properties.map((p) => p.event)}::text[], ${properties.map((p) => p.property)}::text[], ${properties.map((p) => p.type)}::text[],
        ${bits(properties.map((p) => p.searchable))}::text::boolean[]) on conflict do nothing`;
  }
  if (traits.size > 0) {
    const rows = [...traits].sort(([a], [b]) => (a < b ? -1 : 1));
    await sql`
      insert into trait_definitions (name, type, personal)
      select * from unnest(${rows.map(([n]) => n)}::text[], ${rows.map(([, t]) => t)}::text[], ${bits(rows.map(([n]) => !NOT_PERSONAL.test(n)))}::text::boolean[])
      on conflict do nothing`;
  }
}
