import { describe, expect, it } from 'vitest';
import { DAY_MS, isDay, momentEnd, momentStart, parseMoment } from './moment';

const iso = (text: string) => {
  const at = parseMoment(text);
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('a moment', () => {
  it.each([
    ['2026-03-15', '2026-03-15T00:00:00.000Z'],
    ['2026-03-15T07:08', '2026-03-15T07:08:00.000Z'],
    ['2026-03-15 07:08:09', '2026-03-15T07:08:09.000Z'],
    ['2026-03-15T07:08:09.1', '2026-03-15T07:08:09.100Z'],
    ['2026-03-15T07:08:09.123456', '2026-03-15T07:08:09.123Z'],
    ['2026-03-15T07:08:09Z', '2026-03-15T07:08:09.000Z'],
    ['2026-03-15T07:08:09+02:30', '2026-03-15T04:38:09.000Z'],
    ['2026-03-15T07:08:09-0230', '2026-03-15T09:38:09.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['2999-12-31T23:59:59.999Z', '2999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, wanted) => expect(iso(text)).toBe(wanted));

  it.each([
    ...['', '2026', '2026-3-1', '2026-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '0999-01-01', '3000-01-01', '2026-03-15Z'],
    ...[
      '2026-03-15T24:00',
      '2026-03-15T07',
      '2026-03-15T07:60',
      '2026-03-15T07:08:09.1234567',
      '2026-03-15T07:08+15:00',
      ' 2026-03-15',
      '2026-03-15 x',
    ],
  ])('%j is none', (text) => expect(parseMoment(text)).toBeUndefined());
});

it('a day ends with the next one, a moment with itself', () => {
  expect(isDay('2026-03-15')).toBe(true);
  expect(isDay('2026-03-15T00:00')).toBe(false);
  expect(momentEnd('2026-03-15') - momentStart('2026-03-15')).toBe(DAY_MS);
  expect(momentEnd('2026-03-15T07:08')).toBe(momentStart('2026-03-15T07:08'));
  expect(() => momentStart('soon')).toThrow('Not a moment');
});
