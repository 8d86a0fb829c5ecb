import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANES } from '../constants';
import { laneOf } from './lane';

describe('laneOf', () => {
  it('is always one of the lanes', () => {
    fc.assert(
      fc.property(fc.record({ userId: fc.string(), anonymousId: fc.string() }, { requiredKeys: [] }), (e) => {
        const lane = laneOf(e);
        return Number.isInteger(lane) && lane >= 0 && lane < LANES;
      }),
    );
  });

  it('follows the user id before the e-mail before the anonymous id', () => {
    const known = laneOf({ userId: 'u1' });
    expect(laneOf({ userId: 'u1', anonymousId: 'a', traits: { email: 'x@example.com' } })).toBe(known);
    const mail = laneOf({ traits: { email: 'x@example.com' } });
    expect(laneOf({ anonymousId: 'zzz', traits: { email: ' X@Example.com ' } })).toBe(mail);
    expect(laneOf({ anonymousId: 'zzz', context: { traits: { email: 'x@example.com' } } })).toBe(mail);
    expect(laneOf({ anonymousId: 'zzz', properties: { email: 'x@example.com' } })).toBe(mail);
  });

  it('spreads people over all lanes', () => {
    const n = new Array<number>(LANES).fill(0);
    for (let i = 0; i < 4000; i++) n[laneOf({ anonymousId: `a-${i}` })] = (n[laneOf({ anonymousId: `a-${i}` })] ?? 0) + 1;
    for (const count of n) expect(count).toBeGreaterThan(800);
  });
});
