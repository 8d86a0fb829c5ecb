import type { RuleNode } from '@/features/segments/schema';

const EVENTS = ['Product Viewed', 'Order Completed', 'Email Opened', 'Product Added', 'Cart Viewed'];
const COUNTRIES = ['DE', 'FR', 'GB', 'US', 'PL', 'ES', 'IT', 'NL'];
const DAYS = [1, 7, 30, 60, 90, 180, 365];
const PAIRS = [
  ['Product Added', 'Order Completed'],
  ['Product Viewed', 'Product Added'],
  ['Email Opened', 'Order Completed'],
  ['Cart Viewed', 'Product Added'],
] as const;

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/**
 * Rules of mixed kinds as an installation has them beside each other: counts, sums and absences in windows of many kinds, properties, medians,
 * traits, sequences of several pairs of events, consent, other segments' rules and histories. `named` are segments that rules may name.
 */
export function liveRules(count: number, named: readonly string[] = []): RuleNode[] {
  return Array.from({ length: count }, (_, n) => liveRule(n, named));
}

/** Most windows are the last days, in seven lengths; some lie between two days back, or are units of the calendar. */
function windowOf(n: number) {
  const days = at(DAYS, Math.floor(n / 5));
  if (n % 11 === 5) return { between: { from: { days: days + 7 }, to: { days } } };
  if (n % 13 === 4) return { calendar: { unit: at(['day', 'week', 'month', 'quarter'] as const, n), offset: -(n % 2) } };
  return { last: { days } };
}

function liveRule(n: number, named: readonly string[]): RuleNode {
  const event = at(EVENTS, n);
  const window = windowOf(n);
  const country: RuleNode = { kind: 'trait', trait: 'country', op: 'in', value: [at(COUNTRIES, n), at(COUNTRIES, n + 3)] };
  const often: RuleNode = { kind: 'event', event, op: 'gte', count: 1 + (n % 6), window };
  const worth: RuleNode = { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount: 25 * (1 + (n % 20)), window };
  const absent: RuleNode = { kind: 'event', event: at(EVENTS, n + 2), op: 'eq', count: 0, window: { last: { days: 30 } } };
  const dear: RuleNode = {
    kind: 'event',
    event: 'Order Completed',
    op: 'gte',
    count: 1,
    window,
    where: [{ property: 'revenue', op: 'gte', value: 20 * (1 + (n % 15)) }],
  };
  const typical: RuleNode = {
    kind: 'event',
    event: 'Order Completed',
    measure: 'median',
    of: { property: 'revenue' },
    op: 'gte',
    amount: 20 + n / 10,
    window,
  };
  const plan: RuleNode = { kind: 'trait', trait: 'plan', op: 'eq', value: at(['pro', 'free'], n) };
  const allowed: RuleNode = { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' };
  const [first, second] = at(PAIRS, Math.floor(n / 40));
  const followed: RuleNode = {
    kind: 'sequence',
    steps: [{ event: first }, { event: second, within: { hours: 1 + (n % 48) } }],
    window: { last: { days: 30 } },
  };
  const other = named.length > 0 ? at(named, n) : undefined;
  switch (n % 10) {
    case 0:
    case 1:
      return { all: [often, country] };
    case 2:
      return { all: [often, worth] };
    case 3:
      return { all: [often, absent] };
    case 4:
      return { any: [worth, { all: [plan, often] }] };
    case 5:
      return { all: [n % 50 === 5 ? typical : dear, country] };
    case 6:
      return { all: [plan, { kind: 'trait', trait: 'age', op: 'gte', value: 20 + (n % 50) }] };
    case 7:
      return n % 40 === 7 ? followed : { all: [often, { not: country }] };
    case 8:
      return { all: [often, allowed] };
    default:
      if (!other) return { all: [often, { kind: 'trait', trait: 'event_count', op: 'gte', value: 10 + n }] };
      return n % 20 === 9
        ? { all: [often, { kind: 'segment', segmentId: other }] }
        : { kind: 'segment', segmentId: other, op: 'entered_within', within: { days: 1 + (n % 30) } };
  }
}
