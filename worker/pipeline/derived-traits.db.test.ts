import { afterAll, beforeAll, expect, it } from 'vitest';
import { mintScope } from '@/features/access/core/scope';
import type { RawEvent } from '@/features/ingest/types';
import { type FoldRecord, foldTraits, type Provenance } from '@/features/profiles/core/fold';
import { loadFoldRules } from '@/features/profiles/data/fold-rules';
import { lockProfiles } from '@/features/profiles/lock';
import { editTrait } from '@/features/profiles/mutations/edit-trait';
import { writeDerived } from '@/features/profiles/mutations/write-derived';
import { rescoreChanged } from '@/features/traits/jobs/rescore';
import { storeRfm } from '@/features/traits/mutations/publish-model';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { switchLink } from './switch-link';

let t: TestDb;
let source: string;
const going = new AbortController().signal;

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
  await storeRfm(t.sql, { recency: [60, 30, 10, 5], frequency: [2, 3, 4, 5], monetary: [15, 25, 35, 45] });
});
afterAll(() => t.close());

const order = (messageId: string, ids: Partial<RawEvent>, day: number): RawEvent => ({
  type: 'track',
  event: 'Order Completed',
  messageId,
  properties: { value: 10, currency: 'EUR' },
  timestamp: `2026-10-0${day}T00:00:00.000Z`,
  ...ids,
});
const mail = { context: { traits: { email: 'e@x.io', city: 'Bonn' } } };

type Row = { id: string; traits: Record<string, unknown>; derived: Record<string, unknown>; provenance: Provenance };

/** Every profile is the fold of its records with its derived traits over it, and each value says where it comes from. */
async function holds(): Promise<Record<string, unknown>[]> {
  const rules = await t.sql.begin((tx) => loadFoldRules(tx));
  const profiles = await t.sql<Row[]>`select id, traits, derived, provenance from profiles order by order_count`;
  for (const { id, traits, derived, provenance } of profiles) {
    const records = await t.sql<FoldRecord[]>`select id, source_id as "sourceId", traits from records where profile_id = ${id}`;
    const fold = foldTraits(records, rules);
    expect(traits).toEqual({ ...fold.traits, ...derived });
    expect(Object.keys(provenance).sort()).toEqual(Object.keys(traits).sort());
    for (const name of Object.keys(derived)) expect(provenance[name]).toHaveProperty('model');
    for (const name of Object.keys(fold.traits)) if (!(name in derived)) expect(provenance[name]).toEqual(fold.provenance[name]);
  }
  return profiles.map((p) => p.derived);
}

const worth = (derived: Record<string, unknown>[]): unknown[] => derived.map((d) => d.historic_value);

it('keeps derived traits over the fold through events, a merge and a split, and scores again whose orders changed', async () => {
  await feed(t.sql, source, [order('o1', mail, 1), order('o2', { userId: 'u' }, 2), order('o3', { userId: 'u' }, 3)]);
  await drain(t.sql);
  expect(worth(await holds())).toEqual([undefined, undefined]);
  expect(await rescoreChanged(t.sql, going)).toBe(2);
  expect(worth(await holds())).toEqual([10, 20]);

  await feed(t.sql, source, [
    { type: 'identify', messageId: 'i1', userId: 'u', traits: { city: 'Köln', historic_value: 'mine' }, timestamp: '2026-10-04T00:00:00Z' },
  ]);
  await drain(t.sql);
  expect(worth(await holds())).toEqual([10, 20]);
  expect(await rescoreChanged(t.sql, going)).toBe(0);

  await feed(t.sql, source, [order('o4', { userId: 'u', ...mail }, 5)]);
  await drain(t.sql);
  expect(worth(await holds())).toEqual([20]);
  expect(await rescoreChanged(t.sql, going)).toBe(1);
  expect(worth(await holds())).toEqual([40]);

  const [link] = await t.sql<{ id: string; profileId: string }[]>`
    select id, profile_id as "profileId" from links where a->>'value' = 'u' and b->>'value' = 'e@x.io'`;
  await switchLink(t.sql, { profileId: link?.profileId ?? '', linkId: link?.id ?? '', disabled: true });
  await holds();
  expect(await rescoreChanged(t.sql, going)).toBe(2);
  expect(worth(await holds())).toEqual([10, 30]);
});

it('gives way to what the records say when a value is taken back', async () => {
  const [who] = await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = 'u'`;
  const id = who?.id ?? '';
  const write = (values: Record<string, unknown>) =>
    t.sql.begin(async (tx) => {
      await lockProfiles(tx, [id]);
      return writeDerived(tx, [
        { profileId: id, values, provenance: { kind: 'predicted', model: 'clv', version: 1, at: '2026-10-09T00:00:00Z' } },
      ]);
    });
  const city = async () => (await t.sql`select traits ->> 'city' as city from profiles where id = ${id}`)[0]?.city;
  expect(await write({ city: 'Ulm', score: 0.5 })).toEqual(new Map([[id, ['city', 'score']]]));
  expect(await city()).toBe('Ulm');
  expect(await write({ city: 'Ulm', score: 0.5 })).toEqual(new Map());
  await holds();
  expect(await write({ city: null })).toEqual(new Map([[id, ['city']]]));
  expect(await city()).toBe('Bonn');
  await holds();
});

it('lets nobody write a derived trait by hand', async () => {
  const [who] = await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = 'u'`;
  const staff = mintScope({ type: 'user', id: '0198a000-0000-7000-8000-000000000001', name: 'Ann', role: 'owner', sessionId: 's' });
  const edit = { profileId: who?.id ?? '', trait: 'historic_value', value: 5, reason: 'a wish' };
  await expect(editTrait(staff, edit)).rejects.toMatchObject({ code: 'conflict', key: 'profile.derivedTrait' });
  await holds();
});
