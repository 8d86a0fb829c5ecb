/**
 * What text counts as a moment: an ISO date (UTC midnight) or date and time, with or without a zone (without: UTC), between
 * the years 1000 and 2999. The one pattern serves TypeScript and PostgreSQL, so that both read the same texts as dates, and
 * none that PostgreSQL's cast would fail on.
 */
const DAY =
  '([12][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))' +
  '|([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29)';
const TIME = '[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';
const ZONE = '(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])';

/** Dates, and dates with a time but no zone. */
export const LOCAL_MOMENT = `^${DAY}(${TIME})?$`;
/** Dates with time and zone. */
export const ZONED_MOMENT = `^${DAY}${TIME}${ZONE}$`;

const local = new RegExp(LOCAL_MOMENT);
const zoned = new RegExp(ZONED_MOMENT);
const PARTS = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:Z|([+-])(\d\d):?(\d\d))?)?$/;

/** Milliseconds since 1970 (finer digits cut off), or undefined when the text is not a moment. */
export function parseMoment(text: string): number | undefined {
  if (!local.test(text) && !zoned.test(text)) return undefined;
  const m = PARTS.exec(text);
  if (!m) return undefined;
  const n = (i: number) => Number(m[i] ?? 0);
  const ms = Number((m[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (n(9) * 60 + n(10)) * 60_000 * (m[8] === '-' ? -1 : 1);
  return Date.UTC(n(1), n(2) - 1, n(3), n(4), n(5), n(6), ms) - offset;
}

/** Whether the text is a whole day, without a time. */
export const isDay = (text: string): boolean => text.length === 10;

export const DAY_MS = 86_400_000;

/** The first moment after what the text names: the next midnight for a day, the text's own moment otherwise. @throws Error when it is no moment. */
export function momentEnd(text: string): number {
  return momentStart(text) + (isDay(text) ? DAY_MS : 0);
}

/** The first moment of what the text names. @throws Error when it is no moment. */
export function momentStart(text: string): number {
  const at = parseMoment(text);
  if (at === undefined) throw new Error('Not a moment');
  return at;
}
