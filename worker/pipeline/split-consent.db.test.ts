import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POST as unsubscribe } from '@/app/(public)/unsubscribe/[token]/route';
import { systemScope } from '@/features/access/core/scope';
import { activationFollowers } from '@/features/activation/jobs/follow-facts';
import { unsubscribeUrl } from '@/features/consent/core/links';
import { may } from '@/features/consent/data/may';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { saveConsentInput } from '@/features/consent/mutations/save-consent-input';
import { readUnsubscribePage } from '@/features/consent/preferences/data';
import type { RawEvent } from '@/features/ingest/types';
import { linkUrl } from '@/features/journeys/core/letter-marks';
import { addressHash } from '@/features/journeys/data/audience';
import { noteClicked } from '@/features/journeys/mutations/note-reading';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { switchLink } from './switch-link';

const scope = systemScope('test');
let t: TestDb;
let source: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());

let n = 0;
/** Of these tests one person each: an address and a user id. */
let [ann, bob] = ['', ''];
beforeEach(() => {
  n += 1;
  [ann, bob] = [`ann${n}@example.com`, `bob${n}`];
});

const event = (ids: Partial<RawEvent>): RawEvent => ({
  type: 'track',
  event: 'Looked',
  messageId: randomUUID(),
  timestamp: new Date(Date.UTC(2026, 8, 1, 0, n++)).toISOString(),
  ...ids,
});
const email = () => ({ context: { traits: { email: ann } } });
const bring = async (...events: RawEvent[]) => {
  await feed(t.sql, source, events);
  await drain(t.sql);
};
const profileOf = async (value: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = ${value}`)[0]?.id ?? '';
/** Keeps what this link joins apart, or joins it again. */
const keepApart = async (a: string, b: string, disabled = true) => {
  const [link] = await t.sql<{ id: string; profileId: string }[]>`
    select id, profile_id as "profileId" from links where ${a} in (a->>'value', b->>'value') and ${b} in (a->>'value', b->>'value') limit 1`;
  await switchLink(t.sql, { profileId: link?.profileId ?? '', linkId: link?.id ?? '', disabled });
};
type Said = 'granted' | 'denied' | 'withdrawn';
const say = (profileId: string, purpose: string, channel: string, state: Said) =>
  saveConsents(scope, [{ profileId, purpose, channel, state, method: 'api' }]);
const allows = async (id: string, purpose: string, channel: string) =>
  (await may(t.sql, [id], purpose, channel, new Date(Date.now() + 1_000))).has(id);

/** Two people who are one by mistake: Bob, who lives on, and Ann, who went up in him. Ann had agreed to e-mails. */
async function joined(): Promise<{ a: string; b: string }> {
  await bring(event(email()), event({ userId: bob }), event({ userId: bob }));
  const [a, b] = [await profileOf(ann), await profileOf(bob)];
  await say(a, 'marketing', 'email', 'granted');
  await bring(event({ userId: bob, ...email() }));
  expect([await profileOf(ann), a === b]).toEqual([b, false]);
  return { a, b };
}

describe('what is refused while two are one', () => {
  it('holds for both when they are parted, also when they are joined and parted again', async () => {
    const { a, b } = await joined();
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
    const { a, b } = await joined();
    await say(b, 'service', 'email', 'denied');
    const phone = `+4930${100_000 + n}`;
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

  it('an unsubscribe link of a letter sent meanwhile is about who got the letter, too', async () => {
    const { a, b } = await joined();
    await say(b, 'marketing', 'email', 'granted');
    const messageId = randomUUID();
    await t.sql`insert into messages (profile_id, id, campaign_id, origin_profile_id, status, address_hash)
      values (${b}, ${messageId}, ${randomUUID()}, ${b}, 'sent', ${addressHash(ann)})`;
    await keepApart(ann, bob);
    expect(await Promise.all([a, b].map((id) => allows(id, 'marketing', 'email')))).toEqual([true, true]);
    const url = new URL(unsubscribeUrl({ profileId: b, purpose: 'marketing', channel: 'email', messageId }));
    const token = url.pathname.split('/').at(-1) ?? '';
    expect((await readUnsubscribePage(token))?.address).toMatch(/^a.*@/);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const answer = await unsubscribe(new Request(url, { method: 'POST', body }), { params: Promise.resolve({ token }) });
    expect(answer.status).toBe(200);
    expect(await Promise.all([a, b].map((id) => allows(id, 'marketing', 'email')))).toEqual([false, false]);
  });
});

describe('a part without records of its own', () => {
  it('is held to every no of the whole', async () => {
    await bring(event({ userId: bob, ...email() }));
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
    await bring(event({ userId: bob, ...email() }));
    expect(await profileOf(ann)).toBe(await profileOf(bob));
    await keepApart(ann, bob);
    expect(await profileOf(ann)).toBe(profileId);
    expect(await allows(profileId, 'service', 'email')).toBe(false);
    expect(await allows(await profileOf(bob), 'service', 'email')).toBe(true);
  });

  it('what is left of somebody of whom nothing else is known: nobody keeps the yes, all keep the no', async () => {
    const { a, b } = await joined();
    const nobody = randomUUID();
    await t.sql`insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, method, actor) values
      (${b}, ${randomUUID()}, ${nobody}, 'marketing', 'sms', 'granted', now(), 'api', 'x'),
      (${b}, ${randomUUID()}, ${nobody}, 'service', 'sms', 'denied', now(), 'api', 'x')`;
    await keepApart(ann, bob);
    for (const id of [a, b]) expect([await allows(id, 'marketing', 'sms'), await allows(id, 'service', 'sms')]).toEqual([false, false]);
  });
});

it('a destination that knows who is left hears that the yes has gone', async () => {
  const { a, b } = await joined();
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

describe('letters', () => {
  const letter = async (profileId: string, to: string, more: { status?: string; origin?: string } = {}) => {
    const [id, campaign] = [randomUUID(), randomUUID()];
    await t.sql`
      insert into campaigns (id, name, segment_id, purpose, channel, template_id, status, audience, measure_clicks, measure_purpose, created_by)
      values (${campaign}, 'Spring', ${randomUUID()}, 'marketing', 'email', ${randomUUID()}, 'done', 1, true, 'email_measuring', 'test')`;
    await t.sql`insert into messages (profile_id, id, campaign_id, origin_profile_id, status, address_hash, clicks_measured)
      values (${profileId}, ${id}, ${campaign}, ${more.origin ?? profileId}, ${more.status ?? 'sent'}, ${addressHash(to)}, true)`;
    return id;
  };
  const holder = async (id: string) => (await t.sql<{ id: string }[]>`select profile_id as id from messages where id = ${id}`)[0]?.id;
  const click = (messageId: string) => {
    const target = 'https://shop.example/sale';
    expect(linkUrl(messageId, target)).toBeDefined();
    return noteClicked({ messageId, target });
  };

  it('go along with the address they went to, those that have not left with whom they were planned for', async () => {
    const { a, b } = await joined();
    const [theirs, planned] = [await letter(b, ann), await letter(b, ann, { status: 'retry' })];
    const [own, hers] = [await letter(b, `${bob}@example.com`), await letter(b, `${bob}@example.com`, { origin: a })];
    await t.sql`insert into email_blocks (profile_id, address_hash) values (${b}, ${addressHash(ann)}), (${b}, ${addressHash('x')})`;
    await keepApart(ann, bob);
    expect(await Promise.all([theirs, planned, own, hers].map(holder))).toEqual([a, b, b, a]);
    const blocks = await t.sql`select profile_id as id, address_hash as hash from email_blocks order by 1`;
    expect(blocks).toHaveLength(2);
    expect(blocks).toContainEqual({ id: a, hash: addressHash(ann) });
    expect(blocks).toContainEqual({ id: b, hash: addressHash('x') });
  });

  it('what is done with one is asked of whose address it went to, and written down of nobody else', async () => {
    const { a, b } = await joined();
    const id = await letter(b, ann);
    const elsewhere = await letter(b, 'who@example.com');
    const events = (profileId: string) => t.sql`select 1 from events where profile_id = ${profileId} and name = 'Email Link Clicked'`;
    await keepApart(ann, bob);
    await say(b, 'email_measuring', 'email', 'granted');
    expect([await click(id), await click(elsewhere)]).toEqual([false, false]);
    await say(a, 'email_measuring', 'email', 'granted');
    expect(await click(id)).toBe(true);
    await drain(t.sql);
    expect([await events(a), await events(b)].map((rows) => rows.length)).toEqual([1, 0]);
    await say(a, 'email_measuring', 'email', 'withdrawn');
    expect(await click(id)).toBe(false);
  });
});
