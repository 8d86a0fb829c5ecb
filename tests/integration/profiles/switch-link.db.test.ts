import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mintScope } from '@/features/access/core/scope';
import type { Role, Scope } from '@/features/access/types';
import type { RawEvent } from '@/features/ingest/types';
import { linkPreview } from '@/features/profiles/data/link-preview';
import { isBeingRestructured, listLinks } from '@/features/profiles/data/profile-parts';
import { requestLinkSwitch } from '@/features/profiles/mutations/switch-link';
import { switchLinkJob } from '@/worker/pipeline/switch-link';
import { drain, feed, makeSource } from '../pipeline';
import { forgetEverything, profileState, strayRows } from '../profile-state';
import { runJobs } from '../run-jobs';
import { type TestDb, testDb } from '../test-db';

const as = (role: Role): Scope => mintScope({ type: 'user', id: randomUUID(), name: role, role, sessionId: randomUUID() });
const ids = { userId: 'cust-998877', context: { traits: { email: 'annabel.f@example.com' } } };
const events: RawEvent[] = [
  { type: 'track', event: 'Seen', messageId: 'e1', context: ids.context, timestamp: '2026-10-01T00:00:00.000Z' },
  { type: 'track', event: 'Seen', messageId: 'e2', userId: ids.userId, timestamp: '2026-10-02T00:00:00.000Z' },
  { type: 'track', event: 'Seen', messageId: 'e3', userId: ids.userId, timestamp: '2026-10-03T00:00:00.000Z' },
  { type: 'track', event: 'Seen', messageId: 'e4', ...ids, timestamp: '2026-10-04T00:00:00.000Z' },
];

let t: TestDb;
let source: string;
let profileId: string;
let linkId: string;
beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
});
afterAll(() => t.close());
beforeEach(async () => {
  await forgetEverything(t.sql);
  await feed(t.sql, source, events);
  await drain(t.sql);
  const [link] = await t.sql<{ id: string; profile: string }[]>`select id, profile_id as profile from links`;
  ({ id: linkId, profile: profileId } = link ?? { id: '', profile: '' });
});

const ask = (disabled: boolean, scope = as('owner')) => requestLinkSwitch(scope, { profileId, linkId, disabled, reason: 'Ticket 88' });
const work = () => runJobs(t.url, [switchLinkJob]);
const counts = async () => (await t.sql<{ n: number }[]>`select event_count::int as n from profiles order by 1`).map((p) => p.n);
const shown = async () => (await listLinks(profileId, 'full')).map(({ status, switching }) => ({ status, switching }));

describe('keeping two identifiers apart', () => {
  it('is said before, waits for the worker, splits, outlasts the same events, and can be taken back', async () => {
    const joined = await profileState(t.sql);
    expect((await linkPreview(as('owner'), { profileId, linkId, disabled: true })).parts).toEqual([
      { place: 'here', identifiers: [{ type: 'user_id', value: 'cust-998877' }], more: 0, events: 3 },
      { place: 'new', identifiers: [{ type: 'email', value: 'annabel.f@example.com' }], more: 0, events: 1 },
    ]);
    await ask(true);
    expect(await shown()).toEqual([{ status: 'active', switching: true }]);
    expect(await isBeingRestructured(profileId)).toBe(true);
    expect(await counts()).toEqual([4]);
    await work();
    expect(await shown()).toEqual([{ status: 'disabled', switching: false }]);
    expect(await isBeingRestructured(profileId)).toBe(false);
    expect(await counts()).toEqual([1, 3]);

    await feed(t.sql, source, events, { mode: 'replay' });
    await feed(t.sql, source, [{ ...ids, type: 'track', event: 'Seen', messageId: 'e5', timestamp: '2026-10-05T00:00:00.000Z' }]);
    await drain(t.sql);
    expect(await counts()).toEqual([1, 4]);

    const { parts } = await linkPreview(as('owner'), { profileId, linkId, disabled: false });
    expect(parts.map(({ place, events }) => ({ place, events }))).toEqual([{ place: 'here', events: 5 }]);
    await ask(false);
    expect(await shown()).toEqual([{ status: 'disabled', switching: true }]);
    await work();
    expect(await counts()).toEqual([5]);
    expect((await profileState(t.sql))[0]?.links).toEqual(joined[0]?.links);
    expect(await strayRows(t.sql)).toEqual([]);
    const log = await t.sql`select action, subject_id, reason, details from audit_log where action like 'profile.link%' order by at`;
    const line = { subject_id: profileId, reason: 'Ticket 88', details: { linkId } };
    expect(log).toEqual([
      { ...line, action: 'profile.link_disabled' },
      { ...line, action: 'profile.link_enabled' },
    ]);
  });

  it('changes nothing when it is undone before the worker came to it', async () => {
    const before = await profileState(t.sql);
    await ask(true);
    await ask(false);
    await work();
    expect(await profileState(t.sql)).toEqual(before);
    expect(await shown()).toEqual([{ status: 'active', switching: false }]);
  });

  it('shows a masked reader what would move without showing who it is, and the address of a merged profile leads on', async () => {
    const { parts } = await linkPreview(as('support'), { profileId, linkId, disabled: true });
    expect(parts.map((p) => p.events)).toEqual([3, 1]);
    expect(JSON.stringify(parts)).not.toMatch(/annabel|998877|example\.com/);
    await ask(true);
    await work();
    const [other] = (await t.sql<{ id: string }[]>`select id from profiles where id <> ${profileId}`) as { id: string }[];
    await ask(false);
    await work();
    await requestLinkSwitch(as('support'), { profileId: other?.id ?? '', linkId, disabled: true, reason: 'Two people' });
    await work();
    expect(await counts()).toEqual([1, 3]);
  });

  it('is refused for a link that is not there', async () => {
    const nobody = randomUUID();
    await expect(linkPreview(as('owner'), { profileId, linkId: nobody, disabled: true })).rejects.toMatchObject({ code: 'not_found' });
    await expect(requestLinkSwitch(as('owner'), { profileId: nobody, linkId, disabled: true, reason: 'Ticket 88' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
