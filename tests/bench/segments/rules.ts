import type { RuleNode } from '@/features/segments/schema';

/** The rule that engines are compared by: three purchases of together 500 in 90 days, from three countries, no e-mail opened for a month. */
export const referenceRule: RuleNode = {
  all: [
    { kind: 'event', event: 'Order Completed', op: 'gte', count: 3, window: { last: { days: 90 } } },
    { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount: 500, window: { last: { days: 90 } } },
    { kind: 'trait', trait: 'country', op: 'in', value: ['DE', 'FR', 'GB'] },
    { kind: 'event', event: 'Email Opened', op: 'eq', count: 0, window: { last: { days: 30 } } },
  ],
};

/** Rules of the reference's kind on two events with other numbers. */
export const manyRules = (count: number): { rule: RuleNode; orders: number; sum: number; days: number; opened: number }[] =>
  Array.from({ length: count }, (_, i) => {
    const orders = 1 + (i % 4);
    const sum = 100 + 20 * i;
    const days = [30, 60, 90][i % 3] ?? 90;
    const opened = [7, 30][i % 2] ?? 30;
    const rule: RuleNode = {
      all: [
        { kind: 'event', event: 'Order Completed', op: 'gte', count: orders, window: { last: { days } } },
        { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount: sum, window: { last: { days } } },
        { kind: 'event', event: 'Email Opened', op: 'eq', count: 0, window: { last: { days: opened } } },
      ],
    };
    return { rule, orders, sum, days, opened };
  });
