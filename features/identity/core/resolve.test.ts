import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphLink } from '../types';
import { assign } from './assign';
import { resolve } from './resolve';

const link = (a: string, b: string, at: number, disabled = false): GraphLink => ({
  id: `${a} ${b}`,
  kind: 'same_event',
  a,
  b,
  at,
  eventId: `e${at}`,
  sourceId: 's',
  disabled,
});
const run = (...links: GraphLink[]) => resolve({ nodes: [], links });
const together = (r: ReturnType<typeof run>, a: string, b: string) => r.component.get(a) === r.component.get(b);

describe('resolve', () => {
  it('never joins two user ids, and the earlier link has the say', () => {
    const later = run(link('user_id:1', 'email:e', 1), link('user_id:2', 'email:e', 2));
    expect(together(later, 'user_id:1', 'email:e')).toBe(true);
    expect(later.decisions.get('user_id:2 email:e')).toMatchObject({ status: 'refused', rule: 'user_id_limit' });
    const earlier = run(link('user_id:1', 'email:e', 2), link('user_id:2', 'email:e', 1));
    expect(together(earlier, 'user_id:2', 'email:e')).toBe(true);
  });

  it('sees a contradiction through others', () => {
    const r = run(link('user_id:1', 'email:a', 1), link('email:a', 'anonymous_id:d', 2), link('user_id:2', 'anonymous_id:d', 3));
    expect(together(r, 'user_id:1', 'anonymous_id:d')).toBe(true);
    expect(r.decisions.get('user_id:2 anonymous_id:d')?.status).toBe('refused');
  });

  it('leaves a link pending that would join two large profiles, also through others, and joins the rest', () => {
    const heavy = new Map([
      ['user_id:1', 'p'],
      ['email:a', 'p'],
      ['email:b', 'q'],
    ]);
    const links = [
      link('user_id:1', 'email:a', 1),
      link('user_id:1', 'anonymous_id:d', 2),
      link('email:b', 'anonymous_id:d', 3),
      link('email:b', 'phone:c', 4),
    ];
    const r = resolve({ nodes: [], links, heavy });
    expect([...r.decisions.values()].map((d) => d.status)).toEqual(['active', 'active', 'pending', 'active']);
    expect(together(r, 'user_id:1', 'email:b')).toBe(false);
    expect(together(resolve({ nodes: [], links }), 'user_id:1', 'phone:c')).toBe(true);
  });

  it('lets a device that two people use join nobody from then on', () => {
    const r = run(link('user_id:1', 'anonymous_id:d', 1), link('user_id:2', 'anonymous_id:d', 5), link('email:e', 'anonymous_id:d', 6));
    expect(r.sharedSince.get('anonymous_id:d')).toBe(5);
    expect(r.decisions.get('email:e anonymous_id:d')?.rule).toBe('shared_device');
  });

  it('keeps apart what a person has parted, also on other ways', () => {
    const r = run(link('user_id:1', 'email:e', 1, true), link('user_id:1', 'phone:p', 2), link('email:e', 'phone:p', 3));
    expect(together(r, 'user_id:1', 'email:e')).toBe(false);
    expect(r.decisions.get('email:e phone:p')?.rule).toBe('kept_apart');
  });

  it('depends on the set of links only', () => {
    const node = fc.constantFrom('user_id:1', 'user_id:2', 'email:a', 'email:b', 'anonymous_id:c', 'anonymous_id:d', 'phone:p');
    const some = fc.uniqueArray(
      fc.tuple(node, node, fc.nat(6), fc.boolean()).filter(([a, b]) => a < b),
      { selector: ([a, b]) => `${a} ${b}`, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        some.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }))),
        ([list, shuffled]) => {
          const of = (l: typeof list) => run(...l.map(([a, b, at, off]) => link(a, b, at, off && at === 0)));
          const [x, y] = [of(list), of(shuffled)];
          expect(new Map([...y.decisions].sort())).toEqual(new Map([...x.decisions].sort()));
          for (const a of x.component.keys()) for (const b of x.component.keys()) expect(together(y, a, b)).toBe(together(x, a, b));
          for (const a of ['user_id:1'])
            if (x.component.has(a)) expect(together(x, a, 'user_id:2') && x.component.has('user_id:2')).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('assign', () => {
  const facts = new Map([
    ['P', { eventCount: 3, createdAt: 2 }],
    ['Q', { eventCount: 3, createdAt: 1 }],
    ['R', { eventCount: 9, createdAt: 5 }],
  ]);
  const base = { facts, births: new Map(), isTaken: () => false, newId: () => 'new' };

  it('lets the profile with more events survive, then the older', () => {
    const component = new Map([
      ['a:1', 'x'],
      ['b:1', 'x'],
    ]);
    expect(
      assign({
        ...base,
        component,
        current: new Map([
          ['a:1', 'P'],
          ['b:1', 'Q'],
        ]),
      }).merges,
    ).toEqual([{ from: 'P', to: 'Q' }]);
    expect(
      assign({
        ...base,
        component,
        current: new Map([
          ['a:1', 'P'],
          ['b:1', 'R'],
        ]),
      }).merges,
    ).toEqual([{ from: 'P', to: 'R' }]);
  });

  it('gives a part that was a profile once its id back', () => {
    const component = new Map([
      ['a:1', 'x'],
      ['b:1', 'y'],
      ['c:1', 'z'],
    ]);
    const current = new Map([
      ['a:1', 'P'],
      ['b:1', 'P'],
      ['c:1', 'P'],
    ]);
    const births = new Map([
      ['a:1', { profileId: 'P', at: 1 }],
      ['b:1', { profileId: 'old', at: 2 }],
      ['c:1', { profileId: 'P', at: 3 }],
    ]);
    const result = assign({ ...base, component, current, births, isTaken: (id) => id === 'P' });
    expect(Object.fromEntries(result.profileOf)).toEqual({ x: 'P', y: 'old', z: 'new' });
    expect(result.moves).toEqual([
      { node: 'b:1', from: 'P', to: 'old' },
      { node: 'c:1', from: 'P', to: 'new' },
    ]);
  });
});
