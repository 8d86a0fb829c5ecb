import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallClock } from '@/lib/schedule';
import { daysLeft, dueDate, pausedBy } from './due-date';

const DAY = 86_400_000;
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tehran', 'Pacific/Auckland', 'Pacific/Apia', 'America/Sao_Paulo'];
const zone = fc.constantFrom(...zones);
// Not before 2012: Samoa had no 30 December 2011, and what is due on a day that there is not is due on the next.
const moment = fc.date({ min: new Date('2012-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const paused = fc.integer({ min: 0, max: 400 * DAY });
const shown = (at: Date, timeZone: string) => {
  const { year, month, day, hour, minute } = wallClock(at, timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')} ${hour}:${minute}:${at.getUTCSeconds()}`;
};
const dayOf = (at: Date, timeZone: string) => {
  const { year, month, day } = wallClock(at, timeZone);
  return Date.UTC(year, month - 1, day) / DAY;
};

describe.each(zones)('in %s', (timeZone) => {
  // Around noon, and within an hour of either end of the day, as the company's clocks show it.
  it.each([
    ['2026-01-31', false, '2026-02-28'],
    ['2028-01-31', false, '2028-02-29'],
    ['2026-08-31', false, '2026-09-30'],
    ['2026-11-21', false, '2026-12-21'],
    ['2026-12-31', false, '2027-01-31'],
    ['2026-11-30', true, '2027-02-28'],
    ['2027-11-30', true, '2028-02-29'],
    ['2026-10-15', true, '2027-01-15'],
  ])('received %s, extended %s: due %s', (received, extended, due) => {
    for (let quarter = -56; quarter < 152; quarter++) {
      const receivedAt = new Date(Date.parse(`${received}T00:00:00Z`) + quarter * 900_000);
      if (new Date(dayOf(receivedAt, timeZone) * DAY).toISOString().slice(0, 10) !== received) continue;
      expect(shown(dueDate({ receivedAt, pausedMs: 0, extended }, timeZone), timeZone)).toBe(`${due} 23:59:59`);
    }
  });
});

it('never gives more than 31 days, nor fewer than 28, and never more than 92 when extended', () => {
  fc.assert(
    fc.property(moment, zone, fc.boolean(), (receivedAt, timeZone, extended) => {
      const days = dayOf(dueDate({ receivedAt, pausedMs: 0, extended }, timeZone), timeZone) - dayOf(receivedAt, timeZone);
      expect(days).toBeGreaterThanOrEqual(extended ? 89 : 28);
      expect(days).toBeLessThanOrEqual(extended ? 92 : 31);
    }),
    { numRuns: 3000 },
  );
});

it('moves by the days the clock stood still, and by no more', () => {
  fc.assert(
    fc.property(moment, zone, paused, fc.boolean(), (receivedAt, timeZone, pausedMs, extended) => {
      const without = dayOf(dueDate({ receivedAt, pausedMs: 0, extended }, timeZone), timeZone);
      const moved = dayOf(dueDate({ receivedAt, pausedMs, extended }, timeZone), timeZone);
      expect(moved - without).toBe(Math.floor(pausedMs / DAY));
    }),
    { numRuns: 2000 },
  );
});

it('is never earlier for a later receipt or a longer pause', () => {
  fc.assert(
    fc.property(moment, zone, fc.integer({ min: 0, max: 60 * DAY }), paused, (receivedAt, timeZone, later, pausedMs) => {
      const one = dueDate({ receivedAt, pausedMs, extended: false }, timeZone).getTime();
      const after = new Date(receivedAt.getTime() + later);
      expect(dueDate({ receivedAt: after, pausedMs, extended: false }, timeZone).getTime()).toBeGreaterThanOrEqual(one);
      expect(dueDate({ receivedAt, pausedMs: pausedMs + later, extended: false }, timeZone).getTime()).toBeGreaterThanOrEqual(one);
      expect(dueDate({ receivedAt, pausedMs, extended: true }, timeZone).getTime()).toBeGreaterThan(one);
    }),
    { numRuns: 2000 },
  );
});

it('counts the days left as the calendar does, and stands still while the clock does', () => {
  const dueAt = new Date('2026-02-28T22:59:59Z');
  const left = (now: string, pausedAt: string | null = null, finishedAt: string | null = null) =>
    daysLeft(
      { dueAt, pausedAt: pausedAt ? new Date(pausedAt) : null, finishedAt: finishedAt ? new Date(finishedAt) : null },
      new Date(now),
      'Europe/Berlin',
    );
  expect(left('2026-02-28T22:59:59Z')).toBe(0);
  expect(left('2026-02-27T23:00:00Z')).toBe(0);
  expect(left('2026-02-27T22:59:59Z')).toBe(1);
  expect(left('2026-02-28T23:00:00Z')).toBe(-1);
  expect(left('2026-03-20T12:00:00Z', '2026-02-20T12:00:00Z')).toBe(8);
  expect(left('2026-03-20T12:00:00Z', null, '2026-02-25T12:00:00Z')).toBe(3);
});

it('adds the running pause to those before', () => {
  const now = new Date('2026-01-10T00:00:00Z');
  expect(pausedBy({ pausedMs: DAY, pausedAt: null }, now)).toBe(DAY);
  expect(pausedBy({ pausedMs: DAY, pausedAt: new Date('2026-01-08T00:00:00Z') }, now)).toBe(3 * DAY);
});
