import type { ConsentStateName } from '../types';

/** What an event says of consent, and how many of its preferences could not be read. */
export type EventConsent = { rows: { purpose: string; channel: string; state: ConsentStateName }[]; ignored: number };

type Known = { purposes: ReadonlySet<string>; channels: ReadonlySet<string> };

const MAX_PREFERENCES = 200;

/**
 * Reads `context.consent.categoryPreferences` of an event: `{ "marketing/email": true, "marketing": false }`. `true` grants only where it
 * names a purpose and a channel; `false` on a purpose alone denies it on every channel. Anything else is counted and grants nothing.
 */
export function consentsFromEvent(context: unknown, known: Known): EventConsent {
  const preferences = entry(entry(context, 'consent'), 'categoryPreferences');
  if (preferences === undefined) return { rows: [], ignored: 0 };
  if (typeof preferences !== 'object' || preferences === null || Array.isArray(preferences)) return { rows: [], ignored: 1 };
  const given = Object.entries(preferences);
  const read = given.slice(0, MAX_PREFERENCES).map(([key, value]) => rowsFor(key, value, known));
  return { rows: read.flat(), ignored: read.filter((rows) => rows.length === 0).length + Math.max(0, given.length - MAX_PREFERENCES) };
}

function rowsFor(key: string, value: unknown, { purposes, channels }: Known): EventConsent['rows'] {
  if (typeof value !== 'boolean') return [];
  const [purpose = '', channel, ...rest] = key.split('/');
  if (!purposes.has(purpose) || rest.length > 0) return [];
  if (channel !== undefined) return channels.has(channel) ? [{ purpose, channel, state: value ? 'granted' : 'denied' }] : [];
  return value ? [] : [...channels].map((each) => ({ purpose, channel: each, state: 'denied' as const }));
}

const entry = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
