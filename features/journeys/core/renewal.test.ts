import { expect, test } from 'vitest';
import { renewalOf } from './renewal';

const now = new Date('2026-03-10T12:00:00Z');
const measuring = { opens: true, clicks: false, purpose: 'reading' };

test.each<[Parameters<typeof renewalOf>[0], number | false]>([
  [{ status: 'sending', measuring: null, finishedAt: null }, 1_500],
  [{ status: 'draft', measuring, finishedAt: null }, false],
  [{ status: 'done', measuring: null, finishedAt: '2026-03-10T11:00:00Z' }, false],
  [{ status: 'done', measuring, finishedAt: '2026-03-03T13:00:00Z' }, 20_000],
  [{ status: 'cancelled', measuring, finishedAt: '2026-03-10T11:00:00Z' }, 20_000],
  [{ status: 'done', measuring, finishedAt: '2026-03-03T12:00:00Z' }, false],
])('%j is renewed after %s', (campaign, after) => {
  expect(renewalOf(campaign, now)).toBe(after);
});
