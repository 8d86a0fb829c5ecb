import { expect, test } from 'vitest';
import { freeSlots } from './rate';

const now = new Date('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(now.getTime() + ms);

test.each([
  ['no rate', { ratePerMinute: null, nextSlotAt: null }, Number.POSITIVE_INFINITY],
  ['after a rest, a second’s worth', { ratePerMinute: 600, nextSlotAt: at(-60_000) }, 10],
  ['half of it taken', { ratePerMinute: 600, nextSlotAt: at(500) }, 5],
  ['all taken', { ratePerMinute: 600, nextSlotAt: at(1_000) }, 0],
  ['a slow one lets one go', { ratePerMinute: 6, nextSlotAt: null }, 1],
  ['a slow one, not yet', { ratePerMinute: 6, nextSlotAt: at(9_999) }, 0],
])('%s', (_, bucket, slots) => expect(freeSlots({ ...bucket, now })).toBe(slots));
