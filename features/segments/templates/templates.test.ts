import { describe, expect, test } from 'vitest';
import { checkRule } from '../core/check-rule';
import { filled, slotsIn } from './fill';
import { likeness, nearest } from './nearest';
import { templates } from './registry';
import { slots } from './slots';
import { industries } from './types';

const every = industries.flatMap((industry) => templates[industry].map((template) => ({ industry, ...template })));

test('each field has six to eleven, with ids of their own', () => {
  for (const industry of industries) {
    const ids = templates[industry].map((t) => t.id);
    expect(ids.length).toBeGreaterThanOrEqual(6);
    expect(ids.length).toBeLessThanOrEqual(11);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test.each(every.map((t) => [`${t.industry}/${t.id}`, t] as const))('%s is a good rule with the usual names', (_, template) => {
  const usual = Object.fromEntries(slotsIn(template.rule).map((slot) => [slot, slots[slot].names[0] ?? '']));
  const rule = filled(template.rule, usual);
  expect(JSON.stringify(rule)).not.toContain('"$');
  expect(checkRule(rule)).toEqual([]);
});

test('no need is there in vain', () => {
  const used = new Set(every.flatMap((t) => slotsIn(t.rule)));
  expect(Object.keys(slots).filter((slot) => !used.has(slot as never))).toEqual([]);
});

describe('the nearest known name', () => {
  const known = ['order_completed', 'Order Refunded', 'Product Viewed', '$page'];
  test('is the same name written otherwise', () => {
    expect(nearest(slots.$order.names, known)).toMatchObject({ name: 'order_completed', here: true });
  });
  test('or one much like it, which is not sure', () => {
    expect(nearest(['Products Viewed'], known)).toMatchObject({ name: 'Product Viewed', here: false });
  });
  test('or the usual one when nothing is like it', () => {
    expect(nearest(slots.$crash.names, known)).toMatchObject({ name: 'Application Crashed', here: false });
    expect(nearest(['A'], [])).toEqual({ name: 'A', here: false, offered: [] });
  });
  test('likeness', () => {
    expect(likeness('Order Completed', 'order-completed')).toBe(1);
    expect(likeness('Order Completed', 'Crash')).toBeLessThan(0.3);
  });
});
