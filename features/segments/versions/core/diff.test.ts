import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../conditions/schemas';
import { diffLines } from './line-diff';
import { diffRules } from './rule-diff';

const trait = (name: string, value: string): Condition => ({ kind: 'trait', trait: name, op: 'eq', value });
const orders = (count: number): Condition => ({ kind: 'event', event: 'Order', measure: 'count', op: 'gte', count });

describe('two rules', () => {
  it('are told apart condition by condition', () => {
    const before = { all: [trait('country', 'DE'), orders(2), trait('plan', 'free')] };
    const after = { all: [trait('country', 'DE'), orders(3), trait('city', 'Bonn')] };
    expect(diffRules(before, after)).toEqual({
      kept: 1,
      regrouped: false,
      changes: [
        { type: 'changed', before: orders(2), after: orders(3) },
        { type: 'added', condition: trait('city', 'Bonn') },
        { type: 'removed', condition: trait('plan', 'free') },
      ],
    });
  });

  it('with the same conditions differ by their groups', () => {
    const [a, b] = [trait('country', 'DE'), orders(1)];
    expect(diffRules({ all: [a, b] }, { any: [a, b] })).toEqual({ kept: 2, regrouped: true, changes: [] });
    expect(diffRules({ all: [a, b] }, { all: [a, { not: b }] })).toMatchObject({ regrouped: true, changes: [] });
    expect(diffRules({ all: [a, b] }, { all: [a, b] })).toEqual({ kept: 2, regrouped: false, changes: [] });
  });

  it('have conditions of the same thing changed one by one, never one for two', () => {
    const changes = diffRules({ all: [orders(1)] }, { all: [orders(2), orders(3)] }).changes;
    expect(changes.map((change) => change.type)).toEqual(['changed', 'added']);
  });

  it('do not differ by the order of keys', () => {
    const turned = { value: 'DE', op: 'eq', trait: 'country', kind: 'trait' } as Condition;
    expect(diffRules(trait('country', 'DE'), turned)).toEqual({ kept: 1, regrouped: false, changes: [] });
  });
});

describe('two texts', () => {
  it('come back from their difference', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '{'), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const side = (without: string) =>
          lines
            .filter((line) => line.type !== without)
            .map((line) => line.text)
            .join('\n');
        expect([side('added'), side('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('share what they share', () => {
    expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
      { type: 'same', text: 'a' },
      { type: 'removed', text: 'b' },
      { type: 'added', text: 'x' },
      { type: 'same', text: 'c' },
    ]);
  });
});
