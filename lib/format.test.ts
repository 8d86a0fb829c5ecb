import { describe, expect, test } from 'vitest';
import { createFormat } from './format';

const en = createFormat({ locale: 'en', timeZone: 'Europe/Berlin', currency: 'EUR' });
const fa = createFormat({ locale: 'fa', timeZone: 'Asia/Tehran', currency: 'EUR' });
const at = new Date('2026-03-29T12:05:09Z');

describe('dates', () => {
  test('are in the company’s zone, daylight saving included', () => {
    expect(en.dateTime(at)).toBe('Mar 29, 2026, 14:05');
    expect(en.timeSeconds('2026-01-02T12:05:09Z')).toBe('13:05:09');
    expect(en.day(at)).toBe('Mar 29');
  });
  test('of nothing, or unreadable, are a dash', () => {
    expect([en.date(null), en.date('soon'), en.relative(undefined)]).toEqual(['–', '–', '–']);
  });
  test('relative to now, to the largest unit', () => {
    expect(en.relative('2026-03-29T09:00:00Z', at)).toBe('3 hours ago');
    expect(en.relative('2026-03-29T12:05:00Z', at)).toBe('now');
    expect(en.relative('2026-03-29T12:04:20Z', at)).toBe('1 minute ago');
    expect(en.relative('2026-04-05T13:00:00Z', at)).toBe('next week');
  });
});

describe('numbers', () => {
  test('money, with a fallback for codes nobody knows', () => {
    expect(en.money(42.1)).toBe('€42.10');
    expect(en.money(42.1, 'GBP')).toBe('£42.10');
    expect(en.money(5, 'points')).toBe('5 points');
  });
  test('others', () => {
    expect([en.integer(12345), en.compact(12345), en.percent(0.1234), en.signed(-3), en.bytes(4_200_000)]).toEqual([
      '12,345',
      '12.3K',
      '12.3%',
      '-3',
      '4.2 MB',
    ]);
  });
  test('Persian digits', () => {
    expect(fa.integer(12345)).toBe('۱۲٬۳۴۵');
    expect(fa.integer(null)).toBe('–');
  });
});
