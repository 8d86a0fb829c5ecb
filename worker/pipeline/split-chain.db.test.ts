import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { may } from '@/features/consent/data/may';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { switchLink } from './switch-link';

let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());

let n = 0;
const event = (ids: Partial<RawEvent>): RawEvent => ({
  type: 'track',
  event: 'Looked',
  messageId: `m${n}`,
  timestamp: new Date(Date.UTC(2026, 8, 1, 0, n++)).toISOString(),
  ...ids,
});
const email = { context: { traits: { email: 'ann@example.com' } } };
const phone = { context: { traits: { phone: '+4930901820' } } };
const both = { context: { traits: { ...email.context.traits, ...phone.context.traits } } };
const bring = async (...events: RawEvent[]) => {
  await feed(t.sql, source, events);
  await drain(t.sql);
};
const profileOf = async (value: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = ${value}`)[0]?.id ?? '';
const log = async () =>
  t.sql`select profile_id as id, segment_id as segment, origin_profile_id as origin from membership_changes order by id`;

it('a split after a chain of merges gives each side its history, consents and restrictions', async () => {
  await bring(event(email));
  await bring(event(phone), event(phone));
  await bring(event({ userId: 'u' }), event({ userId: 'u' }), event({ userId: 'u' }), event({ userId: 'u' }), event({ userId: 'u' }));
  const [a, b, c] = [await profileOf('ann@example.com'), await profileOf('+4930901820'), await profileOf('u')];
  expect(new Set([a, b, c]).size).toBe(3);
  const segments = { a: randomUUID(), b: randomUUID(), c: randomUUID() };
  for (const [id, segment] of [
    [a, segments.a],
    [b, segments.b],
    [c, segments.c],
  ] as const)
    await t.sql`insert into membership_changes (profile_id, segment_id, change, cause, at) values (${id}, ${segment}, 'enter', 'event', '2026-09-01')`;
  const said = { purpose: 'marketing', method: 'api' } as const;
  await t.sql.begin((tx) =>
    recordConsents(tx, systemScope('test'), [
      { ...said, profileId: a, channel: 'email', state: 'granted' },
      { ...said, profileId: b, channel: 'sms', state: 'granted' },
      { ...said, profileId: c, channel: 'push', state: 'granted' },
      { ...said, profileId: b, channel: 'push', state: 'denied' },
    ]),
  );
  await t.sql`insert into restrictions (profile_id, origin_profile_id, kind, active, at, reason, actor) values (${b}, ${b}, 'objection', true, now(), 'r', 'x')`;
  await t.sql`update profiles set objected_at = now() where id = ${b}`;

  await bring(event(both));
  expect([await profileOf('ann@example.com'), await profileOf('+4930901820')]).toEqual([b, b]);
  await bring(event({ userId: 'u', ...phone }));
  expect(await profileOf('ann@example.com')).toBe(c);
  expect(await log()).toEqual([
    { id: c, segment: segments.a, origin: a },
    { id: c, segment: segments.b, origin: b },
    { id: c, segment: segments.c, origin: null },
  ]);

  const [link] = await t.sql<{ id: string; profileId: string }[]>`
    select id, profile_id as "profileId" from links where 'u' in (a->>'value', b->>'value') limit 1`;
  await switchLink(t.sql, { profileId: link?.profileId ?? '', linkId: link?.id ?? '', disabled: true });
  const split = await profileOf('ann@example.com');
  expect(split).toBe(await profileOf('+4930901820'));
  expect(await profileOf('u')).toBe(c);
  // One of the two old ids is taken back; what was the other's stays with it, and says so.
  const [other, own] = split === a ? [b, segments.a] : [a, segments.b];
  expect(await log()).toEqual([
    { id: split, segment: segments.a, origin: own === segments.a ? null : other },
    { id: split, segment: segments.b, origin: own === segments.b ? null : other },
    { id: c, segment: segments.c, origin: null },
  ]);
  expect(await t.sql`select old_id as id, profile_id as "leadsTo" from profile_aliases`).toEqual([{ id: other, leadsTo: split }]);
  const mayBe = async (id: string, channel: string) => (await may(t.sql, [id], 'marketing', channel, new Date(Date.now() + 1_000))).has(id);
  const channels = ['email', 'sms', 'push'];
  await t.sql`update profiles set objected_at = null where id in (${split}, ${c})`;
  expect(await Promise.all(channels.map((channel) => mayBe(c, channel)))).toEqual([false, false, true]);
  const ledger = await t.sql`
    select channel, state from consent_ledger where profile_id = ${split} and method <> 'merge' order by channel, state`;
  expect(ledger).toEqual([
    { channel: 'email', state: 'granted' },
    { channel: 'push', state: 'denied' },
    { channel: 'sms', state: 'granted' },
  ]);
  expect(await t.sql`select kind from restrictions where profile_id = ${split} and active`).toEqual([{ kind: 'objection' }]);
  expect(await t.sql`select kind from restrictions where profile_id = ${c}`).toEqual([]);
});
