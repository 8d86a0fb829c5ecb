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
export const manyRules = (count: number): RuleNode[] =>
  Array.from({ length: count }, (_, i): RuleNode => {
    const last = { days: [30, 60, 90][i % 3] ?? 90 };
    return {
      all: [
        { kind: 'event', event: 'Order Completed', op: 'gte', count: 1 + (i % 4), window: { last } },
        { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount: 100 + 20 * i, window: { last } },
        { kind: 'event', event: 'Email Opened', op: 'eq', count: 0, window: { last: { days: [7, 30][i % 2] ?? 30 } } },
      ],
    };
  });
