import { nodeKey, normaliseIdentifier, normaliseType, priorityOf } from '@/features/identity/core/normalise';
import type { KeyedIdentifier } from '@/features/identity/types';
import type { RawEvent } from '@/features/ingest/types';
import { looksLikeZone } from '@/lib/time-zone';

type Bag = Record<string, unknown>;

const isBag = (v: unknown): v is Bag => typeof v === 'object' && v !== null && !Array.isArray(v);
const CACHE_SIZE = 50_000;
const cache = new Map<string, KeyedIdentifier | undefined>();

function normalised(type: string, raw: unknown, country: string | undefined): KeyedIdentifier | undefined {
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const key = `${country ?? ''}|${type}|${raw}`;
  if (cache.has(key)) return cache.get(key);
  const plain = normaliseIdentifier(type, raw, country);
  const found = plain && { ...plain, node: nodeKey(plain.type, plain.value) };
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, found);
  return found;
}

/**
 * The traits of the person that an event states. Those of a `group` call are the group's. Whoever says something of a person also
 * says their time zone, when the library sent it along.
 */
export function personTraits(event: RawEvent): Bag {
  if (event.type === 'group') return {};
  const fromContext = event.context?.traits;
  const own = event.type === 'identify' ? event.traits : undefined;
  if (!isBag(fromContext) && event.type !== 'identify') return {};
  const timezone = event.context?.timezone;
  return { ...(looksLikeZone(timezone) ? { timezone } : {}), ...(isBag(fromContext) ? fromContext : {}), ...own };
}

/** The identifiers that an event carries, strongest first, each once. Placeholders and malformed values are left out. */
export function eventIdentifiers(event: RawEvent, traits: Bag, country: string | undefined): KeyedIdentifier[] {
  const found: KeyedIdentifier[] = [];
  const add = (type: string, raw: unknown) => {
    const identifier = normalised(type, raw, country);
    if (identifier && !found.some((f) => f.node === identifier.node)) found.push(identifier);
  };
  add('user_id', event.userId);
  const externals = event.context?.externalIds;
  if (Array.isArray(externals)) for (const e of externals.slice(0, 20)) addExternal(e, add);
  add('email', traits.email);
  add('email', event.properties?.email);
  add('phone', traits.phone);
  add('anonymous_id', event.anonymousId);
  return found.length > 1 ? found.sort(compareStrength) : found;
}

function addExternal(raw: unknown, add: (type: string, raw: unknown) => void): void {
  if (!isBag(raw) || typeof raw.type !== 'string') return;
  if ((raw.collection ?? 'users') !== 'users' || (raw.encoding ?? 'none') !== 'none') return;
  const type = normaliseType(raw.type);
  if (type) add(type, raw.id);
}

const compareStrength = (a: KeyedIdentifier, b: KeyedIdentifier): number =>
  priorityOf(a.type) - priorityOf(b.type) || (a.node < b.node ? -1 : 1);
