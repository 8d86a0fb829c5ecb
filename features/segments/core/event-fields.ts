import { parseMoment } from '../conditions/moment';
import type { ValueType } from '../conditions/value-schema';

/** A part of an event that filters and measures can name. */
export type EventField = {
  in: 'properties' | 'context';
  path: string[];
  type: ValueType;
  /** In how many of a hundred of the events looked at it was given. */
  share: number;
  /** What the items of a list of objects have. */
  items?: { path: string[]; type: ValueType }[];
};

const DEEPEST = 3;
const MOST_FIELDS = 500;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): ValueType {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'string') return parseMoment(value) === undefined ? 'string' : 'date';
  return typeof value === 'number' ? 'number' : 'boolean';
}

type Seen = { path: string[]; in: EventField['in']; types: Map<ValueType, number>; n: number; items: Map<string, Seen> };

function see(into: Map<string, Seen>, where: EventField['in'], path: string[], value: unknown): Seen | undefined {
  const key = JSON.stringify([where, ...path]);
  const seen = into.get(key) ?? { path, in: where, types: new Map(), n: 0, items: new Map() };
  if (!into.has(key) && into.size >= MOST_FIELDS) return undefined;
  into.set(key, seen);
  seen.n += 1;
  seen.types.set(typeOf(value), (seen.types.get(typeOf(value)) ?? 0) + 1);
  return seen;
}

function walk(into: Map<string, Seen>, where: EventField['in'], value: Record<string, unknown>, path: string[], deepest: number): void {
  for (const [name, inner] of Object.entries(value)) {
    if (name === '' || name.length > 200 || inner === null || inner === undefined) continue;
    const at = [...path, name];
    if (isObject(inner)) {
      if (at.length < deepest) walk(into, where, inner, at, deepest);
      continue;
    }
    const seen = see(into, where, at, inner);
    if (seen && Array.isArray(inner)) for (const item of inner.slice(0, 20)) if (isObject(item)) walk(seen.items, where, item, [], 2);
  }
}

const commonest = ({ types }: Seen): ValueType => [...types].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'string';

/** The parts of these events, the most common first. */
export function collectFields(events: readonly { properties: Record<string, unknown>; context: Record<string, unknown> }[]): EventField[] {
  const found = new Map<string, Seen>();
  for (const { properties, context } of events) {
    walk(found, 'properties', properties, [], DEEPEST);
    walk(found, 'context', context, [], DEEPEST);
  }
  return [...found.values()]
    .sort((a, b) => b.n - a.n || a.path.join().localeCompare(b.path.join()))
    .map((seen) => ({
      in: seen.in,
      path: seen.path,
      type: commonest(seen),
      share: Math.round((100 * seen.n) / events.length),
      ...(seen.items.size > 0 ? { items: [...seen.items.values()].map((item) => ({ path: item.path, type: commonest(item) })) } : {}),
    }));
}
