import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelRule, ConsentState, PurposeRule, Statement } from '../types';
import { fold } from './fold';
import { decide, FREE } from './may';
import { statementOnMerge } from './merge';

const now = new Date('2026-06-01T12:00:00Z');
const optIn: PurposeRule = { key: 'marketing', mode: 'opt_in', validityDays: null, marketing: true, archived: false };
const optOut: PurposeRule = { ...optIn, key: 'service', mode: 'opt_out' };
const email: ChannelRule = { key: 'email', archived: false };
const at = (text: string) => new Date(text);
const granted = (over: Partial<ConsentState> = {}): ConsentState => ({
  state: 'granted',
  since: at('2026-01-01'),
  expiresAt: null,
  ...over,
});

describe('decide', () => {
  it.each<[string, PurposeRule | undefined, ChannelRule | undefined, ConsentState | undefined, true | string]>([
    ['granted', optIn, email, granted(), true],
    ['nothing said, opt-in', optIn, email, undefined, 'no_consent'],
    ['nothing said, opt-out', optOut, email, undefined, true],
    ['denied', optIn, email, granted({ state: 'denied' }), 'denied'],
    ['withdrawn, opt-out', optOut, email, granted({ state: 'withdrawn' }), 'withdrawn'],
    ['expired to the millisecond', optIn, email, granted({ expiresAt: now }), 'expired'],
    ['a millisecond before it expires', optIn, email, granted({ expiresAt: new Date(now.getTime() + 1) }), true],
    ['past the validity of the purpose', { ...optIn, validityDays: 30 }, email, granted(), 'expired'],
    ['within the validity', { ...optIn, validityDays: 365 }, email, granted(), true],
    ['expired on an opt-out purpose', optOut, email, granted({ expiresAt: at('2026-02-01') }), true],
    ['begins in the future', optIn, email, granted({ since: at('2027-01-01') }), 'not_yet_valid'],
    ['begins in the future, opt-out', optOut, email, granted({ since: at('2027-01-01') }), 'not_yet_valid'],
    ['a denial does not expire', optOut, email, granted({ state: 'denied', expiresAt: at('2026-02-01') }), 'denied'],
    ['unknown state', optOut, email, granted({ state: 'yes' }), 'malformed'],
    ['no valid date', optIn, email, granted({ since: new Date(Number.NaN) }), 'malformed'],
    ['unknown purpose', undefined, email, granted(), 'unknown_purpose'],
    ['unknown channel', optOut, undefined, granted(), 'unknown_channel'],
    ['archived purpose', { ...optOut, archived: true }, email, granted(), 'archived_purpose'],
    ['archived channel', optOut, { ...email, archived: true }, granted(), 'archived_channel'],
    ['unknown mode', { ...optOut, mode: 'always' as never }, email, granted(), 'unknown_purpose'],
  ])('%s', (_, purpose, channel, state, expected) => {
    expect(decide(purpose, channel, state, now, FREE)).toEqual(
      expected === true ? { allowed: true } : { allowed: false, reason: expected },
    );
  });
});

describe('who is restricted or objects', () => {
  const service = { ...optOut, marketing: false };
  it.each([
    ['restricted: no purpose at all', service, { restricted: true, objected: false }, 'restricted'],
    ['restricted, whatever was agreed to', optIn, { restricted: true, objected: false }, 'restricted'],
    ['objected: no marketing, whatever was agreed to', optIn, { restricted: false, objected: true }, 'objected'],
    ['objected: no marketing that needs no consent', { ...optOut, marketing: true }, { restricted: false, objected: true }, 'objected'],
    ['objected: what is no marketing goes on', service, { restricted: false, objected: true }, true],
    ['both: the restriction is named', optIn, { restricted: true, objected: true }, 'restricted'],
  ] as const)('%s', (_, purpose, standing, expected) => {
    expect(decide(purpose, email, granted(), now, standing)).toEqual(
      expected === true ? { allowed: true } : { allowed: false, reason: expected },
    );
  });
});

const moment = fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)));
const statement: fc.Arbitrary<Statement> = fc.record({
  id: fc.uuid(),
  state: fc.constantFrom('granted', 'denied', 'withdrawn'),
  occurredAt: moment,
  expiresAt: fc.option(moment, { nil: null }),
});

describe('fold', () => {
  it('does not depend on the order or on doubles', () => {
    const shuffledWithDoubles = fc
      .array(statement, { minLength: 1, maxLength: 12 })
      .chain((history) =>
        fc.tuple(
          fc.constant(history),
          fc.shuffledSubarray([...history, ...history], { minLength: history.length, maxLength: history.length * 2 }),
        ),
      )
      .filter(([history, other]) => history.every((s) => other.includes(s)));
    fc.assert(
      fc.property(shuffledWithDoubles, ([history, other]) => {
        expect(fold(other)).toEqual(fold(history));
      }),
    );
  });

  it('lets a denial win at equal times', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), (history) => {
        const latest = Math.max(...history.map((s) => s.occurredAt.getTime()));
        const denied = history.some((s) => s.occurredAt.getTime() === latest && s.state !== 'granted');
        expect(fold(history)?.state === 'granted').toBe(!denied);
      }),
    );
  });

  it('is nothing without history', () => expect(fold([])).toBeUndefined());
});

describe('statementOnMerge', () => {
  const validity = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
  const mergedState = (a: Statement, b: Statement, validityDays: number | null, then: Date): ConsentState => {
    const said = statementOnMerge(a, b, validityDays, then);
    const inForce = said ? { ...said, occurredAt: then } : fold([a, b]);
    return { state: inForce?.state ?? '', since: inForce?.occurredAt ?? then, expiresAt: inForce?.expiresAt ?? null };
  };

  it('does not depend on the direction of the merge', () => {
    fc.assert(
      fc.property(statement, statement, validity, moment, (a, b, days, then) => {
        expect(statementOnMerge(a, b, days, then)).toEqual(statementOnMerge(b, a, days, then));
      }),
    );
  });

  it('lets a no win over a yes, whichever is later', () => {
    fc.assert(
      fc.property(statement, statement, validity, moment, (a, b, days, then) => {
        const merged = mergedState(a, b, days, then);
        if (a.state !== 'granted' || b.state !== 'granted') expect(merged.state).not.toBe('granted');
      }),
    );
  });

  it('allows nothing that neither side would allow, now or later', () => {
    fc.assert(
      fc.property(statement, statement, validity, moment, moment, (a, b, days, then, later) => {
        fc.pre(later >= then && a.occurredAt <= then && b.occurredAt <= then);
        const purpose = { ...optIn, validityDays: days };
        const one = (s: Statement) =>
          decide(purpose, email, { state: s.state, since: s.occurredAt, expiresAt: s.expiresAt }, later, FREE).allowed;
        if (decide(purpose, email, mergedState(a, b, days, then), later, FREE).allowed) expect(one(a) || one(b)).toBe(true);
      }),
    );
  });
});

it('keeps every purpose × channel on its own (all combinations of four)', () => {
  const cells = ['marketing/email', 'marketing/sms', 'service/email', 'service/sms'];
  for (let bits = 0; bits < 2 ** cells.length; bits += 1) {
    const states = new Map(cells.map((cell, i) => [cell, granted({ state: bits & (1 << i) ? 'granted' : 'denied' })]));
    cells.forEach((cell, i) => {
      const purpose = cell.startsWith('marketing') ? optIn : optOut;
      const channel = { key: cell.split('/')[1] ?? '', archived: false };
      expect(decide(purpose, channel, states.get(cell), now, FREE).allowed).toBe(Boolean(bits & (1 << i)));
    });
  }
});
