import fc from 'fast-check';
import { expect, test } from 'vitest';
import { momentOf, nextRun, type Schedule, wallClock } from './schedule';

const next = (schedule: Schedule, after: string, zone: string) => nextRun(schedule, new Date(after), zone).toISOString();

test('minutes and hours fall on the clock', () => {
  expect(next({ every: 'minutes', minutes: 15 }, '2026-03-01T10:07:30Z', 'UTC')).toBe('2026-03-01T10:15:00.000Z');
  expect(next({ every: 'hour' }, '2026-03-01T10:00:00Z', 'UTC')).toBe('2026-03-01T11:00:00.000Z');
});

test('a day and a weekday, in the zone of the company', () => {
  expect(next({ every: 'day', at: '06:30' }, '2026-06-01T04:29:00Z', 'Europe/Berlin')).toBe('2026-06-01T04:30:00.000Z');
  expect(next({ every: 'day', at: '06:30' }, '2026-06-01T04:30:00Z', 'Europe/Berlin')).toBe('2026-06-02T04:30:00.000Z');
  // 2026-06-01 is a Monday.
  expect(next({ every: 'week', at: '00:00', weekday: 1 }, '2026-06-01T00:00:00Z', 'Asia/Tehran')).toBe('2026-06-07T20:30:00.000Z');
  expect(next({ every: 'week', at: '09:00', weekday: 7 }, '2026-06-01T00:00:00Z', 'UTC')).toBe('2026-06-07T09:00:00.000Z');
});

test('an hour that is left out, and one that comes twice', () => {
  expect(next({ every: 'day', at: '02:30' }, '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(next({ every: 'day', at: '02:30' }, '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(next({ every: 'day', at: '02:30' }, '2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
});

test('a moment read off the wall is that moment again, and runs are never more than a day and an hour apart', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tehran', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(zones, times, fc.integer({ min: 0, max: 23 }), (zone, at, hour) => {
      const wall = wallClock(at, zone);
      expect(wallClock(momentOf(wall, zone), zone)).toEqual(wall);
      const due = nextRun({ every: 'day', at: `${String(hour).padStart(2, '0')}:15` }, at, zone).getTime();
      expect(due).toBeGreaterThan(at.getTime());
      expect(due - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
    }),
  );
});
