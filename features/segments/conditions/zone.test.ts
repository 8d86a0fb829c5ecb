import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PeriodUnit, periodUnits } from './period';
import { periodBounds, periodDates, zonesPassing } from './zone';

const HOUR = 3_600_000;
const bounds = (unit: PeriodUnit, offset: number, now: string, zone: string): [string, string] => {
  const { from, to } = periodBounds({ unit, offset }, new Date(now), zone);
  return [from.toISOString(), to.toISOString()];
};

test('a day has 23 hours when the clocks go forward, and 25 when they go back', () => {
  expect(bounds('day', 0, '2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  expect(bounds('day', 0, '2026-10-25T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  expect(bounds('day', -1, '2026-03-09T04:30:00Z', 'America/New_York')).toEqual(['2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z']);
});

test('a midnight that is left out, and a day that never was', () => {
  // Clocks in Beirut go forward at midnight: the day begins at one o'clock.
  expect(bounds('day', 0, '2025-03-30T12:00:00Z', 'Asia/Beirut')).toEqual(['2025-03-29T22:00:00.000Z', '2025-03-30T21:00:00.000Z']);
  // Samoa had no 30 December 2011.
  expect(bounds('day', 1, '2011-12-29T12:00:00Z', 'Pacific/Apia')).toEqual(['2011-12-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z']);
});

test('the same moment lies in other days, months and years elsewhere', () => {
  const now = '2026-12-31T23:00:00Z';
  expect(bounds('year', 0, now, 'America/New_York')).toEqual(['2026-01-01T05:00:00.000Z', '2027-01-01T05:00:00.000Z']);
  expect(bounds('year', 0, now, 'Pacific/Apia')).toEqual(['2026-12-31T11:00:00.000Z', '2027-12-31T11:00:00.000Z']);
  expect(bounds('day', 0, now, 'Asia/Tehran')).toEqual(['2026-12-31T20:30:00.000Z', '2027-01-01T20:30:00.000Z']);
});

test('leap years, ISO weeks over the turn of the year, and quarters', () => {
  expect(bounds('month', 0, '2028-02-29T12:00:00Z', 'UTC')).toEqual(['2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z']);
  expect(bounds('day', 1, '2028-02-28T12:00:00Z', 'UTC')).toEqual(['2028-02-29T00:00:00.000Z', '2028-03-01T00:00:00.000Z']);
  // 31 March 2026 has no 31st before it: the month is what counts, not the day.
  expect(bounds('month', -1, '2026-03-31T12:00:00Z', 'UTC')).toEqual(['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z']);
  // 1 January 2027 is a Friday of week 53.
  expect(bounds('week', 0, '2027-01-01T12:00:00Z', 'UTC')).toEqual(['2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z']);
  expect(bounds('week', 1, '2026-03-15T12:00:00Z', 'UTC')).toEqual(['2026-03-16T00:00:00.000Z', '2026-03-23T00:00:00.000Z']);
  expect(bounds('quarter', -1, '2026-01-15T12:00:00Z', 'UTC')).toEqual(['2025-10-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z']);
});

const zone = fc.constantFrom(
  'UTC',
  'Asia/Tehran',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Kathmandu',
);
const at = fc.date({ min: new Date('2013-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

test('periods follow each other without gap, and now lies in the present one', () => {
  fc.assert(
    fc.property(zone, at, fc.constantFrom(...periodUnits), fc.integer({ min: -30, max: 30 }), (z, now, unit, offset) => {
      const here = periodBounds({ unit, offset: 0 }, now, z);
      expect(here.from.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(here.to.getTime()).toBeGreaterThan(now.getTime());
      expect(periodBounds({ unit, offset }, now, z).to).toEqual(periodBounds({ unit, offset: offset + 1 }, now, z).from);
    }),
  );
});

test('a zone passes a boundary exactly when its present period becomes another', () => {
  const zones = { companyZone: 'UTC', zones: ['Asia/Tehran', 'America/New_York'] };
  expect(zonesPassing(zones, 'day', new Date('2026-03-15T20:29:59.999Z'), new Date('2026-03-15T20:30:00Z'))).toEqual(['Asia/Tehran']);
  expect(zonesPassing(zones, 'month', new Date('2026-03-15T20:00:00Z'), new Date('2026-03-16T20:30:00Z'))).toEqual([]);
  fc.assert(
    fc.property(zone, at, fc.integer({ min: 1, max: 80 * HOUR }), fc.constantFrom(...periodUnits), (z, from, ms, unit) => {
      const to = new Date(from.getTime() + ms);
      const passes = zonesPassing({ companyZone: z, zones: [] }, unit, from, to).length > 0;
      expect(passes).toBe(periodBounds({ unit, offset: 0 }, from, z).to <= to);
      expect(periodDates({ unit, offset: 0 }, to, z).from >= periodDates({ unit, offset: 0 }, from, z).from).toBe(true);
    }),
  );
});
