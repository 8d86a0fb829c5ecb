import type { Sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { nodeSchema } from '@/features/segments/schema';

const ordered = (window: unknown) => ({ kind: 'event', event: 'Order Completed', ...(window ? { window } : {}) });

/** Segments worth a look on the demo data, one for each kind of condition. */
const SEGMENTS: { name: string; description: string; rule: unknown }[] = [
  {
    name: 'Big spenders',
    description: 'At least £2,000 of orders in the last 365 days.',
    rule: { all: [{ ...ordered({ last: { days: 365 } }), measure: 'sum', op: 'gte', amount: 2000 }] },
  },
  {
    name: 'Lapsing regulars',
    description: 'Three orders or more, but none in the last 60 days.',
    rule: {
      all: [
        { ...ordered(undefined), op: 'gte', count: 3 },
        { ...ordered({ last: { days: 60 } }), op: 'eq', count: 0 },
      ],
    },
  },
  {
    name: 'Reachable by e-mail in Germany and France',
    description: 'Live in Germany or France and agreed to marketing by e-mail.',
    rule: {
      all: [
        { kind: 'trait', trait: 'country', op: 'in', value: ['Germany', 'France'] },
        { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' },
      ],
    },
  },
  {
    name: 'Looked but did not buy',
    description: 'Viewed a product in the last 30 days without an order in that time.',
    rule: {
      all: [
        { kind: 'event', event: 'Product Viewed', op: 'gte', count: 1, window: { last: { days: 30 } } },
        { not: { ...ordered({ last: { days: 30 } }), op: 'gte', count: 1 } },
      ],
    },
  },
  {
    name: 'Store and online',
    description: 'Bought in a store and online.',
    rule: {
      all: [
        { ...ordered(undefined), op: 'gte', count: 1, where: [{ property: 'channel', op: 'eq', value: 'store' }] },
        { ...ordered(undefined), op: 'gte', count: 1, where: [{ property: 'channel', op: 'eq', value: 'online' }] },
      ],
    },
  },
];

/** Saves those that are not there yet. */
export async function saveSegments(sql: Sql, scope: Scope): Promise<void> {
  for (const { name, description, rule } of SEGMENTS) {
    const [there] = await sql`select from segments where name = ${name}`;
    if (!there) await sql.begin((tx) => createSegment(tx, scope, { name, description, rule: nodeSchema.parse(rule) }));
  }
}
