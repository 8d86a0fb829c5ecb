import { describe, expect, it } from 'vitest';
import { MAX_EXPANDED_CONDITIONS } from '../constants';
import type { RuleNode } from '../schema';
import { expand } from './expand';

const [a, b, c] = ['a', 'b', 'c'].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string, string];
const trait = (name: string): RuleNode => ({ kind: 'trait', trait: name, op: 'exists' });
const member = (segmentId: string): RuleNode => ({ kind: 'segment', segmentId });
const was = (segmentId: string): RuleNode => ({ kind: 'segment', segmentId, op: 'entered_within', within: { days: 1 } });
const rules = (given: Record<string, RuleNode>) => new Map(Object.entries(given));

describe('what a rule reads', () => {
  it('is what all its conditions read, through the segments it names, each once and sorted', () => {
    const node: RuleNode = { all: [trait('z'), { any: [trait('b'), { not: member(a) }] }, trait('z')] };
    expect(expand(node, rules({ [a]: trait('a') }))).toMatchObject({
      ok: true,
      dependencies: [`segment:${a}`, 'trait:a', 'trait:b', 'trait:z'],
      conditions: 5,
    });
  });

  it('is not what a segment reads whose history is asked for', () => {
    expect(expand(was(a), rules({ [a]: trait('a') }))).toMatchObject({ ok: true, dependencies: [`members:${a}`] });
  });
});

describe('segments that name each other', () => {
  it.each([
    ['by rule', member],
    ['by history', was],
  ])('in a circle are refused with the way round (%s)', (_, by) => {
    expect(expand(by(b), rules({ [b]: { all: [trait('x'), by(c)] }, [c]: { not: by(a) } }), a)).toEqual({
      ok: false,
      reason: 'circle',
      segmentIds: [a, b, c, a],
    });
    expect(expand(by(b), rules({ [b]: by(c), [c]: by(b) }))).toEqual({ ok: false, reason: 'circle', segmentIds: [b, c, b] });
    expect(expand(by(a), rules({ [a]: by(a) }))).toMatchObject({ ok: false, reason: 'circle', segmentIds: [a, a] });
  });

  it.each([
    ['by rule', member],
    ['by history', was],
  ])('and lead to one that is not there are refused with the way to it (%s)', (_, by) => {
    expect(expand({ any: [trait('x'), by(a)] }, rules({ [a]: { all: [trait('y'), by(b)] } }), c)).toEqual({
      ok: false,
      reason: 'missing',
      segmentIds: [c, a, b],
    });
  });

  it('twice beside each other are no circle', () => {
    const known = rules({ [a]: { all: [member(c), was(c)] }, [b]: { any: [member(c), was(c)] }, [c]: trait('x') });
    expect(expand({ all: [member(a), was(a), member(b), was(b), was(a)] }, known)).toMatchObject({ ok: true });
  });
});

it('a rule that is too large with the segments it names is refused, one condition less is not', () => {
  const many = (n: number): RuleNode => ({ all: Array.from({ length: n }, () => trait('x')) });
  const half = MAX_EXPANDED_CONDITIONS / 2;
  const rule: RuleNode = { all: [member(a), many(half)] };
  expect(expand(rule, rules({ [a]: many(half - 1) }), b)).toMatchObject({ ok: true, conditions: MAX_EXPANDED_CONDITIONS });
  expect(expand(rule, rules({ [a]: many(half) }), b)).toMatchObject({ ok: false, reason: 'too_large', segmentIds: [b] });
});
