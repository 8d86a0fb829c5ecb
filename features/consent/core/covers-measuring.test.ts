import { expect, test } from 'vitest';
import { coversMeasuring } from './covers-measuring';

const mark = { since: new Date('2026-03-01T12:00:00Z'), versions: { email: 2 } };
const before = new Date('2026-03-01T11:59:59Z');

test.each<[string, string | null, Date, string, boolean]>([
  ['the wording in force when it was marked', 'v2-en', mark.since, 'email', true],
  ['that wording, shown before the mark', 'v2-fa', before, 'email', true],
  ['a later wording', 'v3-en', mark.since, 'email', true],
  ['an earlier wording, though said later', 'v1-en', new Date('2026-04-01T00:00:00Z'), 'email', false],
  ['no wording, said before', null, before, 'email', false],
  ['no wording, said since', null, mark.since, 'email', true],
  ['a form of another system, before', 'footer-3', before, 'email', false],
  ['a form of another system, since', 'footer-3', mark.since, 'email', true],
  ['a channel that had no wording then', 'v1-en', mark.since, 'sms', true],
])('%s', (_, textVersion, occurredAt, channel, covers) => {
  expect(coversMeasuring(mark, { channel, textVersion, occurredAt })).toBe(covers);
});
