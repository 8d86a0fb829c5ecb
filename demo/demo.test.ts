import { expect, test } from 'vitest';
import { orderCall } from './orders';
import { type Person, personOf } from './people';
import { readPurchases } from './purchases';
import type { Call } from './send';
import { supportCalls } from './support';
import { strangerCalls, visitCalls } from './visits';

const now = new Date('2026-11-21T12:00:00Z');
const { invoices, weeks } = await readPurchases(now);
const people = new Map<string, Person>();
for (const i of invoices) if (!people.has(i.customer)) people.set(i.customer, personOf(i.customer, i.country, people.size));
const who = (customer: string): Person => people.get(customer) ?? personOf(customer, '', 0);
const orders = invoices.map((i) => orderCall(i, who(i.customer)));
const visits = invoices.flatMap((i) => visitCalls(i, who(i.customer)));
const support = [...people.values()].flatMap((p, i) => supportCalls(p, i, now, now));
const calls: Call[] = [...orders.map((o) => o.call), ...visits, ...support, ...strangerCalls(100, now)];

test('moves every purchase by one whole number of weeks, the last to before today', () => {
  const last = invoices.at(-1);
  expect(last?.originalDate).toBe('2011-12-09T12:50');
  expect(last?.at.toISOString()).toBe('2026-11-20T12:50:00.000Z');
  expect(weeks).toBe(780);
  const moved = new Set(invoices.map((i) => i.at.getTime() - Date.parse(`${i.originalDate}:00Z`)));
  expect([...moved]).toEqual([weeks * 7 * 24 * 3600 * 1000]);
});

test('holds the real purchases', () => {
  expect(invoices).toHaveLength(22_186);
  expect(people.size).toBe(4371);
});

test('every call fits into an event and has an id of its own', () => {
  expect(Math.max(...calls.map((c) => JSON.stringify(c).length))).toBeLessThan(32 * 1024);
  expect(new Set(calls.map((c) => c.messageId)).size).toBe(calls.length);
});

test('is the same on every run', () => {
  const [first] = invoices;
  if (!first) throw new Error('no invoices');
  expect(orderCall(first, personOf(first.customer, first.country, 0))).toEqual(
    orderCall(first, personOf(first.customer, first.country, 0)),
  );
});

test('generated people reach nobody: reserved domains and numbers', () => {
  for (const p of people.values()) {
    expect(p.email).toMatch(/@example\.(com|org|net)$/);
    if (p.phone) expect(p.phone).toMatch(/^\+44(7700900|2079460|1[1-6]\d4960|1914980)\d{3}$/);
  }
  const phones = [...people.values()].flatMap((p) => p.phone ?? []);
  expect(new Set(phones).size).toBe(phones.length);
  expect(new Set([...people.values()].map((p) => p.email)).size).toBe(people.size);
});
