import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POST as unsubscribe } from '@/app/(public)/unsubscribe/[token]/route';
import { POST as choose } from '@/app/api/public/preferences/[token]/route';
import { systemScope } from '@/features/access/core/scope';
import { activationFollowers } from '@/features/activation/jobs/follow-facts';
import { preferenceUrl, unsubscribeUrl } from '@/features/consent/core/links';
import { saveConsentInput } from '@/features/consent/mutations/save-consent-input';
import { readPreferencePage, readUnsubscribePage } from '@/features/consent/preferences/data';
import { addressHash } from '@/features/journeys/data/audience';
import { runJobs } from '@/tests/integration/run-jobs';
import { allows, bring, event, joined, keepApart, openSplits, profileOf, say, twoPeople } from '@/tests/integration/splits';
import type { TestDb } from '@/tests/integration/test-db';

const scope = systemScope('test');
let t: TestDb;
beforeAll(async () => {
  t = await openSplits();
});
afterAll(() => t.close());

let people = twoPeople();
let { ann, bob, email } = people;
beforeEach(() => {
  people = twoPeople();
  ({ ann, bob, email } = people);
});

describe('what is refused while two are one', () => {
  it('holds for both when they are parted, also when they are joined and parted again', async () => {
    const { a, b } = await joined(people);
    await say(b, 'marketing', 'email', 'withdrawn');
    await say(a, 'service', 'email', 'denied');
    for (let round = 0; round < 2; round += 1) {
      await keepApart(ann, bob);
      expect([await profileOf(ann), await profileOf(bob)]).toEqual([a, b]);
      for (const id of [a, b]) {
        expect([await allows(id, 'marketing', 'email'), await allows(id, 'service', 'email')]).toEqual([false, false]);
        expect(await allows(id, 'service', 'sms')).toBe(true);
      }
      await keepApart(ann, bob, false);
      expect(await profileOf(ann)).toBe(b);
    }
    const history = await t.sql`select 1 from consent_ledger where profile_id = ${b} and method <> 'merge'`;
    expect(history).toHaveLength(3);
  });

  it('holds for nobody who joined them later', async () => {
    const { a, b } = await joined(people);
    await say(b, 'service', 'email', 'denied');
    const phone = '+4930901820';
    const call = (more = {}) => event({ context: { traits: { phone, ...more } } });
    await bring(...Array.from({ length: 9 }, () => call()));
    const c = await profileOf(phone);
    await bring(call({ email: ann }));
    expect([await profileOf(phone), await profileOf(ann)]).toEqual([c, c]);
    await keepApart(ann, phone);
    const part = await profileOf(bob);
    expect([await profileOf(phone), await profileOf(ann)]).toEqual([c, part]);
    expect([a, b]).toContain(part);
    expect([await allows(c, 'service', 'email'), await allows(part, 'service', 'email')]).toEqual([true, false]);
  });

  it('also when it was written down without saying of whom: then the time of the merge tells', async () => {
    const { a, b } = await joined(people);
    await t.sql`insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, method, actor)
      values (${b}, ${randomUUID()}, ${b}, 'service', 'sms', 'denied', now(), 'api', 'x')`;
    await keepApart(ann, bob);
    expect(await Promise.all([a, b].map((id) => allows(id, 'service', 'sms')))).toEqual([false, false]);
  });

  it.each(['unsubscribe link', 'preference page'])('the %s of a letter sent meanwhile is about who got the letter, too', async (way) => {
    const { a, b } = await joined(people);
    await say(b, 'marketing', 'email', 'granted');
    const messageId = randomUUID();
    await t.sql`insert into messages (profile_id, id, campaign_id, origin_profile_id, status, address_hash)
      values (${b}, ${messageId}, ${randomUUID()}, ${b}, 'sent', ${addressHash(ann)})`;
    await keepApart(ann, bob);
    expect(await Promise.all([a, b].map((id) => allows(id, 'marketing', 'email')))).toEqual([true, true]);
    const link = { profileId: b, purpose: 'marketing', channel: 'email', messageId };
    const url = new URL(way === 'unsubscribe link' ? unsubscribeUrl(link) : preferenceUrl(link));
    const token = url.pathname.split('/').at(-1) ?? '';
    const at = { params: Promise.resolve({ token }) };
    if (way === 'unsubscribe link') {
      expect((await readUnsubscribePage(token))?.address).toMatch(/^a.*@/);
      const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
      expect((await unsubscribe(new Request(url, { method: 'POST', body }), at)).status).toBe(200);
    } else {
      expect((await readPreferencePage(token, 'en'))?.address).toMatch(/^a.*@/);
      const body = new URLSearchParams({ asked: 'marketing/email/', all: '1' });
      expect((await choose(new Request(url, { method: 'POST', body }), at)).status).toBe(303);
    }
    expect(await Promise.all([a, b].map((id) => allows(id, 'marketing', 'email')))).toEqual([false, false]);
  });
});

describe('a part without records of its own', () => {
  it('is held to every no of the whole', async () => {
    await bring(event({ userId: bob, ...email }));
    const whole = await profileOf(bob);
    await say(whole, 'marketing', 'email', 'granted');
    await say(whole, 'service', 'email', 'denied');
    await keepApart(ann, bob);
    const part = await profileOf(ann);
    expect(part).not.toBe(whole);
    expect(await allows(whole, 'marketing', 'email')).toBe(true);
    expect([await allows(part, 'marketing', 'email'), await allows(part, 'service', 'email')]).toEqual([false, false]);
  });

  it('gets its id and what it said back when a form had made it', async () => {
    const said = { identifier: `email:${ann}`, purpose: 'service', channel: 'email', state: 'denied' } as const;
    const { profileId } = await saveConsentInput(scope, { ...said, createProfile: true });
    await bring(event({ userId: bob }));
    await bring(event({ userId: bob, ...email }));
    expect(await profileOf(ann)).toBe(await profileOf(bob));
    await keepApart(ann, bob);
    expect(await profileOf(ann)).toBe(profileId);
    expect(await allows(profileId, 'service', 'email')).toBe(false);
    expect(await allows(await profileOf(bob), 'service', 'email')).toBe(true);
  });

  it('what is left of somebody of whom nothing else is known: nobody keeps the yes, all keep the no', async () => {
    const { a, b } = await joined(people);
    const nobody = randomUUID();
    await t.sql`insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, method, actor) values
      (${b}, ${randomUUID()}, ${nobody}, 'marketing', 'sms', 'granted', now(), 'api', 'x'),
      (${b}, ${randomUUID()}, ${nobody}, 'service', 'sms', 'denied', now(), 'api', 'x')`;
    await keepApart(ann, bob);
    for (const id of [a, b]) expect([await allows(id, 'marketing', 'sms'), await allows(id, 'service', 'sms')]).toEqual([false, false]);
  });
});

it('a destination that knows who is left hears that the yes has gone', async () => {
  const { a, b } = await joined(people);
  const [destinationId, segmentId] = [randomUUID(), randomUUID()];
  await t.sql`insert into destinations (id, name, kind, settings_encrypted, purpose, channel)
    values (${destinationId}, 'd', 'webhook', '', 'marketing', 'email')`;
  await t.sql`insert into segments (id, name, rule) values (${segmentId}, ${segmentId}, '{}')`;
  await t.sql`insert into syncs (destination_id, segment_id, mapping) values (${destinationId}, ${segmentId}, ${t.sql.json({ traits: [], identifiers: [] })})`;
  await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${b}, ${segmentId}, now())`;
  await t.sql`insert into sync_members (profile_id, destination_id, segment_id, payload_hash, sent_at) values (${b}, ${destinationId}, ${segmentId}, 'h', now())`;
  expect(await allows(b, 'marketing', 'email')).toBe(true);
  await runJobs(t.url, activationFollowers);
  expect(await t.sql`select 1 from deliveries where destination_id = ${destinationId}`).toHaveLength(0);
  await keepApart(ann, bob);
  expect([await allows(a, 'marketing', 'email'), await allows(b, 'marketing', 'email')]).toEqual([true, false]);
  await runJobs(t.url, activationFollowers);
  const told = await t.sql`select profile_id as id, kind from deliveries where destination_id = ${destinationId} and status = 'pending'`;
  expect(told).toEqual([{ id: b, kind: 'leave' }]);
});
