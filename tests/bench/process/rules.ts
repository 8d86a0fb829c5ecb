import type { RuleNode } from '@/features/segments/schema';

const EVENTS = ['Order Completed', 'Product Viewed', 'Product Added', 'Email Opened', 'Cart Viewed'];

/** Twenty rules of everyday kinds: counts and sums in windows, absence, traits, and both together. */
export function benchRules(count = 20): RuleNode[] {
  return Array.from({ length: count }, (_, n): RuleNode => {
    const event = EVENTS[n % EVENTS.length] ?? '';
    const days = [7, 30, 90, 365][n % 4] ?? 30;
    const often = { kind: 'event', event, op: 'gte', count: 1 + (n % 4), window: { last: { days } } };
    const worth = {
      kind: 'event',
      event: 'Order Completed',
      measure: 'sum',
      op: 'gte',
      amount: 50 * (n + 1),
      window: { last: { days: 90 } },
    };
    const absent = { not: { kind: 'event', event: 'Email Opened', op: 'gte', count: 1, window: { last: { days: 30 } } } };
    const plan = { kind: 'trait', trait: 'plan', op: 'eq', value: 'pro' };
    const all = [[often], [often, worth], [often, absent], [{ any: [plan, worth] }, often]][n % 4] ?? [often];
    return { all } as RuleNode;
  });
}
