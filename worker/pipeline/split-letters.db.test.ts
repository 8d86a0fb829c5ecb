import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addressHash } from '@/features/journeys/data/audience';
import { finishMessage, markSending } from '@/features/journeys/mutations/finish-message';
import { noteClicked } from '@/features/journeys/mutations/note-reading';
import { drain } from '@/tests/integration/pipeline';
import { joined, keepApart, openSplits, say, twoPeople } from '@/tests/integration/splits';
import type { TestDb } from '@/tests/integration/test-db';

let t: TestDb;
beforeAll(async () => {
  t = await openSplits();
});
afterAll(() => t.close());

let people = twoPeople();
let { ann, bob } = people;
beforeEach(() => {
  people = twoPeople();
  ({ ann, bob } = people);
});

describe('letters of a profile that is split', () => {
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
  const click = (messageId: string) => noteClicked({ messageId, target: 'https://shop.example/sale' });

  it('go along with the address they went to, those that have not left with whom they were planned for', async () => {
    const { a, b } = await joined(people);
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

  it('what was under way is told of whoever has it by now, and what was about to leave for another stays', async () => {
    const { a, b } = await joined(people);
    const sending = await letter(b, ann, { status: 'sending' });
    const [hers, his] = [await letter(b, ann, { status: 'claimed', origin: a }), await letter(b, ann, { status: 'claimed' })];
    await t.sql`update messages set next_attempt_at = now() + interval '1 minute' where status = 'claimed'`;
    await t.sql`update campaigns set status = 'sending'`;
    const held = async (id: string) => {
      const [row] = await t.sql<{ campaignId: string }[]>`select campaign_id as "campaignId" from messages where id = ${id}`;
      const to = { addressHash: addressHash(ann), address: ann, giveUpAt: new Date() };
      return { id, profileId: b, campaignId: row?.campaignId ?? '', attempts: 0, ...to };
    };
    await keepApart(ann, bob);
    expect([await markSending(await held(his)), await markSending(await held(hers))]).toEqual([true, false]);
    const template = { id: randomUUID(), version: 1, locale: 'en' as const, subject: '', preheader: '', html: '', text: null };
    const campaign = { id: randomUUID(), name: 'Spring', purpose: 'marketing', channel: 'email', measuring: null, template };
    const sent = { status: 'sent', smtpCode: 250, smtpStatus: null, variablesHash: '' } as const;
    expect(await finishMessage(await held(sending), campaign, sent)).toBe(true);
    expect(await t.sql`select profile_id as id, status from messages where id = ${sending}`).toEqual([{ id: a, status: 'sent' }]);
  });

  it('what is done with one is asked of whose address it went to, and written down of nobody else', async () => {
    const { a, b } = await joined(people);
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
