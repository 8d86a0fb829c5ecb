import { describe, expect, test } from 'vitest';
import { earlierThan, monthAfter, monthsBetween, periodOf, periodOfText, windowOf, within } from './period';

const now = new Date('2026-03-01T00:30:00Z');

describe('periods', () => {
  test('the last n days end with today, and have no end so that a segment of them goes on', () => {
    expect(periodOf({ range: '30' }, now)).toEqual({ from: '2026-01-31', to: null });
    expect(periodOf({ range: 'all', from: '2026-01-01' }, now)).toEqual({ from: null, to: null });
    expect(periodOf({ range: 'custom', to: '2026-01-01' }, now)).toEqual({ from: null, to: '2026-01-01' });
  });

  test('as windows of a rule', () => {
    expect(windowOf({ from: null, to: null })).toBeUndefined();
    expect(windowOf({ from: '2026-01-01', to: null })).toEqual({ from: '2026-01-01' });
  });

  test('a month has all its days, a day is itself', () => {
    expect(periodOfText('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(periodOfText('2026-12')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOfText('2026-12-05')).toEqual({ from: '2026-12-05', to: '2026-12-05' });
  });

  test('the days two periods share, and those before', () => {
    expect(within({ from: '2026-03-01', to: '2026-03-31' }, { from: '2026-03-10', to: null })).toEqual({
      from: '2026-03-10',
      to: '2026-03-31',
    });
    expect(within({ from: null, to: null }, { from: null, to: '2026-03-31' })).toEqual({ from: null, to: '2026-03-31' });
    expect(earlierThan({ from: '2026-03-01', to: null })).toEqual({ from: null, to: '2026-02-28' });
    expect(earlierThan({ from: null, to: null })).toBeUndefined();
  });

  test('months are counted over the turn of the year', () => {
    expect(monthAfter('2025-11', 3)).toBe('2026-02');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(monthsBetween('2025-11', '2026-02')).toBe(3);
  });
});
