import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { listFaults } from '@/features/consent/categories/data';
import { saveCategory } from '@/features/consent/categories/mutations';
import { may } from '@/features/consent/data/may';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { readConsent } from '@/features/ingest/imports/core/read-consent';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';

const scope = systemScope('test');
let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql, 'Website');
});
afterAll(() => t.close());

let n = 0;
const preference = (userId: string, categoryPreferences: unknown, minute = 0): RawEvent => ({
  type: 'track',
  event: 'Segment Consent Preference Updated',
  messageId: `c${(n += 1)}`,
  userId,
  context: { consent: { categoryPreferences } },
  timestamp: new Date(Date.UTC(2026, 9, 1, 0, minute)).toISOString(),
});
const take = async (events: RawEvent[], mode: 'live' | 'import' = 'live') => {
  await feed(t.sql, source, events, { mode });
  await drain(t.sql);
};
const idOf = async (userId: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where type = 'user_id' and value = ${userId}`)[0]?.id ?? '';
const allowed = async (userId: string, channel: string) =>
  (await may(t.sql, [await idOf(userId)], 'marketing', channel, new Date())).size === 1;

it('takes the consent event of Segment by the mapping of its categories, and a repeated statement of one batch once', async () => {
  const cells = ['email', 'ads'].map((channel) => ({ purpose: 'marketing', channel }));
  await saveCategory(scope, { category: 'Advertising', cells });
  await expect(saveCategory(scope, { category: 'x', cells: [{ purpose: 'nothing', channel: 'email' }] })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await take([1, 2, 3].map((minute) => preference('ann', { Advertising: true, Functional: true }, minute)));
  expect([await allowed('ann', 'email'), await allowed('ann', 'ads'), await allowed('ann', 'sms')]).toEqual([true, true, false]);
  const rows =
    await t.sql`select channel, state, method, occurred_at from consent_ledger where profile_id = ${await idOf('ann')} order by channel`;
  const at = new Date(Date.UTC(2026, 9, 1, 0, 3));
  expect(rows).toEqual(['ads', 'email'].map((channel) => ({ channel, state: 'granted', method: 'sdk', occurred_at: at })));
  expect(await listFaults(t.sql)).toMatchObject([{ source: 'Website', reason: 'unknown_category', category: 'Functional', n: 3 }]);
  await take([preference('ann', { Advertising: false }, 5)]);
  expect([await allowed('ann', 'email'), await allowed('ann', 'ads')]).toEqual([false, false]);
  await take([preference('ann', { Advertising: true }, 4)]);
  expect(await allowed('ann', 'email')).toBe(false);
});

it('tells a choice from a yes that is only carried along, also of one batch', async () => {
  const page = (userId: string, minute: number): RawEvent => {
    const { event: _, ...rest } = preference(userId, { 'marketing/email': true }, minute);
    return { ...rest, type: 'page' };
  };
  const carried = async (userId: string) =>
    (
      await t.sql<{ carried: boolean | null }[]>`
        select evidence->'carried' as carried from consent_ledger where profile_id = ${await idOf(userId)} order by occurred_at`
    ).map((row) => row.carried);
  await take([page('visitor', 0), page('visitor', 1)]);
  expect(await carried('visitor')).toEqual([true]);
  await take([page('chooser', 0), preference('chooser', { 'marketing/email': true }, 1), page('chooser', 2)]);
  expect(await carried('chooser')).toEqual([null]);
});

it('keeps a yes that every event carries along once a day, each choice, and every no', async () => {
  const page = (minute: number, yes: boolean): RawEvent => {
    const { event: _, ...rest } = preference('daily', { 'marketing/email': yes }, minute);
    return { ...rest, type: 'page' };
  };
  const states = async () =>
    (await t.sql<{ state: string }[]>`select state from consent_ledger where profile_id = ${await idOf('daily')} order by occurred_at`).map(
      ({ state }) => state,
    );
  const inTurn = async (...events: RawEvent[]) => {
    for (const event of events) await take([event]);
  };
  await inTurn(page(0, true), page(5, true), page(60, true));
  expect(await states()).toEqual(['granted']);
  await inTurn(page(24 * 60, true), preference('daily', { 'marketing/email': true }, 24 * 60 + 1));
  expect(await states()).toEqual(['granted', 'granted', 'granted']);
  await inTurn(page(24 * 60 + 2, false), page(24 * 60 + 3, false));
  expect((await states()).slice(3)).toEqual(['denied', 'denied']);
  expect(await allowed('daily', 'email')).toBe(false);
  await inTurn(page(24 * 60 + 4, true), page(24 * 60 + 5, true));
  expect(await allowed('daily', 'email')).toBe(true);
  expect((await states()).slice(5)).toEqual(['granted']);
  await take([page(24 * 60 + 6, false), page(24 * 60 + 7, true)]);
  expect(await allowed('daily', 'email')).toBe(true);
});

it('lets nothing that cannot be read leave a yes standing, whatever it is, and counts it', async () => {
  const corpus: unknown[] = ['true', 'granted', 1, 0, null, [], [true], {}, { value: true }, 'x'.repeat(20_000)];
  await take([preference('base', { 'marketing/sms': true })]);
  const people = corpus.map((_, i) => `p${i}`);
  await take(people.map((userId) => preference(userId, { 'marketing/sms': true }, 1)));
  for (const userId of people) expect(await allowed(userId, 'sms')).toBe(true);
  await take(corpus.map((value, i) => preference(`p${i}`, { 'marketing/sms': value }, 2)));
  for (const userId of people) expect(await allowed(userId, 'sms'), userId).toBe(false);
  const whole: unknown[] = [null, [], 'granted', 5, [{ 'marketing/sms': true }]];
  await take(whole.map((value, i) => preference(`w${i}`, value)));
  for (const i of whole.keys()) expect(await allowed(`w${i}`, 'sms')).toBe(false);
  const faults = await listFaults(t.sql);
  expect(faults.find((f) => f.reason === 'not_a_boolean')).toMatchObject({ category: 'marketing/sms', n: corpus.length });
  expect(faults.find((f) => f.reason === 'not_an_object')).toMatchObject({ n: whole.length });
});

it('cannot be altered by traits, properties or names that look like consent', async () => {
  const sly = {
    consent: { categoryPreferences: { 'marketing/sms': true } },
    'marketing/sms': true,
    'segment_consent_preference.marketing/sms': true,
  };
  await take([
    { type: 'identify', messageId: 's1', userId: 'sly', traits: sly },
    { type: 'track', event: 'x', messageId: 's2', userId: 'sly', properties: sly, context: { traits: sly } },
  ]);
  expect(await allowed('sly', 'sms')).toBe(false);
  expect(await t.sql`select 1 from consent_ledger where profile_id = ${await idOf('sly')}`).toHaveLength(0);
});

it('reads columns of files: yes, no, and what is neither as a no', async () => {
  const cells = ['yes', 'Ja', '1', 'granted', 'بله', 'no', 'opt-out', 'withdrawn', 'maybe', '?'];
  expect(cells.map(readConsent)).toEqual([true, true, true, true, true, false, false, false, 'maybe', '?']);
  await take(
    cells.map((cell, i) => ({ ...preference(`f${i}`, { 'marketing/email': readConsent(cell) }), type: 'identify' as const })),
    'import',
  );
  const found = await Promise.all(cells.map((_, i) => allowed(`f${i}`, 'email')));
  expect(found).toEqual([true, true, true, true, true, false, false, false, false, false]);
  const [row] = await t.sql`select method from consent_ledger where profile_id = ${await idOf('f0')}`;
  expect(row?.method).toBe('import');
});

it('keeps an earlier statement of another way: the latest wins, wherever it came from', async () => {
  await take([preference('bea', { 'marketing/email': true }, 1)]);
  const profileId = await idOf('bea');
  await saveConsents(scope, [{ profileId, purpose: 'marketing', channel: 'email', state: 'withdrawn', method: 'staff' }]);
  await take([preference('bea', { 'marketing/email': true }, 30)]);
  expect(await allowed('bea', 'email')).toBe(false);
});
