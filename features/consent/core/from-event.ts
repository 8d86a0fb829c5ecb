import type { ConsentStateName } from '../types';

/** Why a preference of an event could not be read, and under which key it came (shortened, '' when there is none to show). */
export type ConsentFault = { reason: 'not_an_object' | 'unknown_category' | 'not_a_boolean' | 'too_many'; category: string };

/** What an event says of consent, and what of it could not be read. */
export type EventConsent = { rows: { purpose: string; channel: string; state: ConsentStateName }[]; faults: ConsentFault[] };

type Cell = { purpose: string; channel: string };
export type KnownConsent = {
  purposes: ReadonlySet<string>;
  channels: ReadonlySet<string>;
  /** What the categories of a consent manager stand for. */
  categories: ReadonlyMap<string, readonly Cell[]>;
};

const MAX_PREFERENCES = 200;
const NOTHING: EventConsent = { rows: [], faults: [] };

/**
 * Reads `context.consent.categoryPreferences` of an event: `{ "marketing/email": true, "marketing": false, "Advertising": true }`. A key is
 * `purpose/channel`, a purpose, or a category that is mapped to some of these. `true` grants only what is named down to the channel;
 * `false` denies, on a purpose alone on every channel. A value that is neither denies as well, and is counted: nothing that cannot be read
 * may leave a yes standing. What is not known at all is counted and grants nothing.
 */
export function consentsFromEvent(context: unknown, known: KnownConsent): EventConsent {
  const consent = entry(context, 'consent');
  if (consent === undefined) return NOTHING;
  if (!isObject(consent)) return consent === null ? NOTHING : fault('not_an_object');
  const preferences = entry(consent, 'categoryPreferences');
  if (preferences === undefined) return NOTHING;
  if (!isObject(preferences)) return fault('not_an_object');
  const given = Object.entries(preferences);
  const read = given.slice(0, MAX_PREFERENCES).map(([key, value]) => readPreference(key, value, known));
  const beyond: ConsentFault[] = given.length > MAX_PREFERENCES ? [{ reason: 'too_many', category: '' }] : [];
  return { rows: read.flatMap((r) => r.rows), faults: [...read.flatMap((r) => r.faults), ...beyond] };
}

function readPreference(key: string, value: unknown, known: KnownConsent): EventConsent {
  const cells = cellsOf(key, known);
  if (!cells) return fault('unknown_category', key);
  const deny = (faults: ConsentFault[] = []): EventConsent => ({ rows: cells.every.map((c) => ({ ...c, state: 'denied' })), faults });
  if (value === false) return deny();
  if (value !== true) return deny([{ reason: 'not_a_boolean', category: shownKey(key) }]);
  // A yes to a purpose alone does not say on which channel.
  return cells.named ? { rows: cells.every.map((c) => ({ ...c, state: 'granted' })), faults: [] } : fault('unknown_category', key);
}

/** What a key stands for; `named`: down to the channel. */
function cellsOf(key: string, { purposes, channels, categories }: KnownConsent): { every: Cell[]; named: boolean } | undefined {
  const [purpose = '', channel, ...rest] = key.split('/');
  if (purposes.has(purpose) && channel !== undefined && rest.length === 0 && channels.has(channel))
    return { every: [{ purpose, channel }], named: true };
  const mapped = categories.get(key)?.filter((c) => purposes.has(c.purpose) && channels.has(c.channel));
  if (mapped && mapped.length > 0) return { every: mapped.map((c) => ({ purpose: c.purpose, channel: c.channel })), named: true };
  if (purposes.has(key)) return { every: [...channels].map((each) => ({ purpose: key, channel: each })), named: false };
  return undefined;
}

const fault = (reason: ConsentFault['reason'], key = ''): EventConsent => ({ rows: [], faults: [{ reason, category: shownKey(key) }] });

/** A key as it may be shown and stored: what does not look like the name of a category could be anything, also about a person. */
const shownKey = (key: string): string => (/^[\p{L}_][\p{L}\p{N} _./:-]{0,59}$/u.test(key) && !/\d{6}/.test(key) ? key : '');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const entry = (value: unknown, key: string): unknown => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);
