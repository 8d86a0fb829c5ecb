import { afterAll, beforeAll, expect, it } from 'vitest';
import { mintScope, systemScope } from '@/features/access/core/scope';
import { activationFollowers } from '@/features/activation/jobs/follow-facts';
import { detachSyncJob, levelSyncJob } from '@/features/activation/jobs/syncs';
import { streamExport } from '@/features/activation/mutations/stream-export';
import { eligibility } from '@/features/consent/data/eligibility';
import { may, visibleProfiles, withheldReasons } from '@/features/consent/data/may';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { setObjection, setRestriction } from '@/features/consent/restrictions/mutations/set-standing';
import type { RawEvent } from '@/features/ingest/types';
import { listMessages } from '@/features/journeys/data/messages';
import { previewFor } from '@/features/journeys/data/preview';
import { apiProfiles } from '@/features/profiles/data/api-profiles';
import { countProfiles, listProfiles } from '@/features/profiles/data/list-profiles';
import { quickSearch } from '@/features/profiles/data/quick-search';
import { readProfile } from '@/features/profiles/data/read-profiles';
import { explanationFor, memberLines } from '@/features/segments/data/console-views';
import { countMembers } from '@/features/segments/data/list-members';
import { previewRule } from '@/features/segments/data/preview-rule';
import { checkDriftJob } from '@/features/segments/jobs/check-drift';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { consentChanged, profilesChanged, restrictionsChanged } from '@/features/segments/jobs/follow-facts';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { nodeSchema as rule } from '@/features/segments/schema';
import { newId } from '@/lib/ids';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { switchLink } from '@/worker/pipeline/switch-link';

const scope = systemScope('test');
const as = (role: 'marketer' | 'analyst' | 'compliance') =>
  mintScope({ type: 'user', id: newId(), name: 'Test', role, sessionId: newId() });
const key = mintScope({
  type: 'api_key',
  id: newId(),
  name: 'Key',
  scopes: ['profiles:read', 'segments:read'],
  purpose: null,
  channel: null,
});
const jobs = [
  evaluateSegmentJob,
  consentChanged,
  profilesChanged,
  restrictionsChanged,
  ...activationFollowers,
  levelSyncJob,
  detachSyncJob,
];
const run = () => runJobs(t.url, jobs);

let t: TestDb;
let source: string;
let destinationId: string;
const segments: Record<string, string> = {};
const rules = {
  gold: rule.parse({ all: [{ kind: 'trait', trait: 'plan', op: 'eq', value: 'gold' }] }),
  neverBought: rule.parse({ all: [{ kind: 'event', event: 'Order Completed', op: 'eq', count: 0 }] }),
  visited: rule.parse({ all: [{ kind: 'event', event: 'Visited', op: 'gte', count: 1 }] }),
  notAllowed: rule.parse({ all: [{ kind: 'consent', purpose: 'marketing', channel: 'sms', op: 'not_granted' }] }),
};

let n = 0;
const event = (userId: string, name: string, traits: Record<string, unknown> = {}): RawEvent => ({
  type: 'track',
  event: name,
  messageId: `m${(n += 1)}`,
  userId,
  context: { traits: { email: `${userId}@example.com`, plan: 'gold', name: `Name ${userId}`, ...traits } },
  timestamp: '2026-10-01T00:00:00.000Z',
});
const arrive = async (...events: RawEvent[]) => {
  await feed(t.sql, source, events);
  await drain(t.sql);
  await run();
};
const idOf = async (userId: string) =>
  (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where type = 'user_id' and value = ${userId}`)[0]?.id ?? '';
const agree = async (userId: string) => {
  const row = { profileId: await idOf(userId), purpose: 'marketing', channel: 'email', state: 'granted', method: 'api' } as const;
  await saveConsents(scope, [row, { ...row, channel: 'ads' }]);
  await run();
  await send();
};
/** As if every planned delivery had reached the destination. */
async function send() {
  await t.sql`insert into sync_members (profile_id, destination_id, segment_id, payload_hash, sent_at)
    select d.profile_id, d.destination_id, d.segment_id, 'h', now() from deliveries d
    where d.status = 'pending' and d.kind = 'enter'
      and exists (select from consent_states s where s.profile_id = d.profile_id and s.channel = 'email' and s.state = 'granted') on conflict do nothing`;
  await t.sql`delete from sync_members m using deliveries d
    where d.profile_id = m.profile_id and d.destination_id = m.destination_id and d.status = 'pending' and d.kind = 'leave'`;
  await t.sql`update deliveries set status = 'sent' where status = 'pending'`;
}

/** Everything that leaves or is looked at, of everybody, without anybody's internal ids that change. */
async function sinks() {
  const marketer = as('marketer');
  const everybody = (await t.sql<{ id: string }[]>`select id from profiles order by id`).map((row) => row.id);
  const now = new Date();
  const out: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(rules)) {
    const segmentId = segments[name] ?? '';
    const preview = await previewRule(t.sql, node);
    let csv = '';
    await streamExport(
      scope,
      { segmentId, purpose: 'analytics', channel: 'internal', traits: ['plan'], identifiers: ['email'] },
      async (text) => {
        csv += text;
      },
    );
    out[name] = {
      preview: [preview.count, [...preview.sample].sort()],
      members: (await memberLines(t.sql, 'full', { segmentId, limit: 100 })).data.map((m) => m.profile.id).sort(),
      counts: await countMembers(t.sql, segmentId, undefined),
      eligible: await eligibility(t.sql, { segmentId, purpose: 'marketing', channel: 'email' }),
      csv,
    };
  }
  out.may = Object.fromEntries(
    await Promise.all(
      ['marketing/email', 'service/email', 'analytics/internal'].map(async (cell) => {
        const [purpose = '', channel = ''] = cell.split('/');
        return [cell, [...(await may(t.sql, everybody, purpose, channel, now))].sort()];
      }),
    ),
  );
  out.destination = (await t.sql`select profile_id from sync_members where destination_id = ${destinationId} order by 1`).map(
    (r) => r.profile_id,
  );
  out.explorer = [(await listProfiles(marketer, { limit: 100 })).data.map((l) => l.id), await countProfiles(marketer, {})];
  out.palette = (await quickSearch(marketer, 'example.com', 50)).map((p) => p.id).sort();
  out.api = (await apiProfiles(key, { limit: 100 }, visibleProfiles)).data.map((p) => p.id).sort();
  return out;
}

beforeAll(async () => {
  t = await testDb();
  source = await makeSource(t.sql);
  for (const [name, node] of Object.entries(rules)) {
    segments[name] = (await t.sql.begin((tx) => createSegment(tx, scope, { name, rule: node }))).id;
  }
  await run();
  destinationId = newId();
  await t.sql`insert into destinations (id, name, kind, settings_encrypted, purpose, channel)
    values (${destinationId}, 'd', 'webhook', '', 'marketing', 'email')`;
  await t.sql`insert into syncs (destination_id, segment_id, mapping)
    values (${destinationId}, ${segments.gold ?? ''}, ${t.sql.json({ traits: ['plan'], identifiers: [] })})`;
  await arrive(event('u1', 'Visited'), event('u2', 'Order Completed'), event('u3', 'Visited', { plan: 'silver' }));
  await agree('u1');
});
afterAll(() => t.close());

const restrict = async (userId: string, on: boolean) => {
  const id = await idOf(userId);
  await t.sql.begin((tx) => setRestriction(tx, scope, [id], on, 'Request 12'));
  await run();
  await send();
};

it('a restriction leaves every sink as if the person had never been there; events are kept and touch nothing; lifted, all is back', async () => {
  const without = await sinks();
  await arrive(event('zoe', 'Visited'));
  await agree('zoe');
  const zoe = await idOf('zoe');
  const withZoe = await sinks();
  expect(withZoe).not.toEqual(without);
  expect(JSON.stringify(withZoe)).toContain(zoe);

  await restrict('zoe', true);
  expect(await sinks()).toEqual(without);
  const leaves = await t.sql`select kind from deliveries where profile_id = ${zoe} and status = 'sent' order by created_at`;
  expect(leaves.map((d) => d.kind)).toEqual(['enter', 'leave']);
  expect(await withheldReasons(t.sql, [zoe], 'service', 'email', new Date())).toEqual(new Map([[zoe, 'restricted']]));

  await arrive(event('zoe', 'Visited'), event('zoe', 'Order Completed', { plan: 'gold' }));
  expect(await sinks()).toEqual(without);
  const [kept] = await t.sql`select count(*)::int as n from events where profile_id = ${zoe}`;
  expect(kept?.n).toBe(3);

  // Only the privacy roles see that there is somebody.
  expect(await readProfile(as('marketer'), zoe)).toBeNull();
  expect((await readProfile(as('compliance'), zoe))?.profile.id).toBe(zoe);
  await expect(explanationFor(t.sql, 'full', { segmentId: segments.gold ?? '', profileId: zoe })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await explanationFor(t.sql, 'full', { segmentId: segments.gold ?? '', profileId: zoe }, true)).toMatchObject({
    inside: false,
    restricted: true,
    rule: { met: true },
  });
  await runJobs(t.url, [checkDriftJob]);
  expect(await sinks()).toEqual(without);

  await restrict('zoe', false);
  const back = await sinks();
  expect(back.gold).toEqual(withZoe.gold);
  expect(back.destination).toEqual(withZoe.destination);
  const history = await t.sql`select kind, active, reason from restrictions where profile_id = ${zoe} order by at`;
  expect(history).toEqual([
    { kind: 'restriction', active: true, reason: 'Request 12' },
    { kind: 'restriction', active: false, reason: 'Request 12' },
  ]);
  const audited = await t.sql`select action from audit_log where subject_id = ${zoe} and action like 'profile.%restricted' order by id`;
  expect(audited.map((a) => a.action)).toEqual(['profile.restricted', 'profile.unrestricted']);
});

it('e-mail screens show restricted people to the privacy roles only', async () => {
  await arrive(event('mara', 'Visited'));
  const [mara, other, campaignId] = [await idOf('mara'), await idOf('u1'), newId()];
  for (const profileId of [mara, other])
    await t.sql`insert into messages (profile_id, id, campaign_id, origin_profile_id, status)
      values (${profileId}, ${newId()}, ${campaignId}, ${profileId}, 'sent')`;
  const content = {
    locale: 'en' as const,
    subject: 'For {{ profile.name }}',
    preheader: '',
    html: '<p>{{ profile.plan }}</p>',
    text: null,
  };
  const screens = async (role: 'marketer' | 'analyst' | 'compliance') => ({
    preview: await previewFor(t.sql, content, mara, as(role)),
    list: (await listMessages(t.sql, campaignId, {}, as(role))).data,
  });
  expect((await screens('marketer')).preview).toMatchObject({ profileId: mara, letter: { subject: 'For Name mara' } });
  await t.sql.begin((tx) => setRestriction(tx, scope, [mara], true, 'Request 15'));
  for (const role of ['marketer', 'analyst'] as const) {
    const { preview, list } = await screens(role);
    expect(preview).toEqual(await previewFor(t.sql, content, null, as(role)));
    expect(preview.profileId).toBeNull();
    expect(list.map((line) => [line.profileId, line.status]).sort()).toEqual(
      [
        [null, 'sent'],
        [other, 'sent'],
      ].sort(),
    );
    expect(JSON.stringify(list)).not.toMatch(new RegExp(`${mara}|Name mara`));
  }
  const { preview, list } = await screens('compliance');
  expect(preview.letter?.subject).toBe('For Name mara');
  expect(list.map((line) => line.profileName).sort()).toEqual(['Name mara', 'Name u1']);
});

it('an objection stops marketing on every channel whatever was agreed to, and nothing else', async () => {
  await arrive(event('olga', 'Visited'));
  await agree('olga');
  const olga = await idOf('olga');
  const gone = async () => (await t.sql`select 1 from sync_members where profile_id = ${olga}`).length === 0;
  expect(await gone()).toBe(false);
  await t.sql.begin((tx) => setObjection(tx, scope, [olga], true, 'On the phone'));
  const allowed = async (purpose: string, channel: string) => (await may(t.sql, [olga], purpose, channel, new Date())).has(olga);
  expect([await allowed('marketing', 'email'), await allowed('marketing', 'ads'), await allowed('service', 'email')]).toEqual([
    false,
    false,
    true,
  ]);
  await run();
  await send();
  expect(await gone()).toBe(true);
  expect((await memberLines(t.sql, 'full', { segmentId: segments.gold ?? '', limit: 100 })).data.map((m) => m.profile.id)).toContain(olga);
  await agree('olga');
  expect(await allowed('marketing', 'email')).toBe(false);
  await t.sql.begin((tx) => setObjection(tx, scope, [olga], false, 'Changed her mind'));
  expect(await allowed('marketing', 'email')).toBe(true);
});

it('a merge takes the more restrictive side, an unmerge gives each side its own back', async () => {
  const bare = { type: 'track' as const, event: 'Visited', timestamp: '2026-10-01T00:00:00.000Z' };
  const mail = { context: { traits: { email: 'right@example.com', plan: 'gold' } } };
  await arrive(
    { ...bare, messageId: 'l1', userId: 'left' },
    { ...bare, messageId: 'l2', userId: 'left' },
    { ...bare, messageId: 'r1', ...mail },
  );
  const byMail = async () =>
    (await t.sql<{ id: string }[]>`select profile_id as id from identifiers where value = 'right@example.com'`)[0]?.id ?? '';
  const [left, right] = [await idOf('left'), await byMail()];
  await t.sql.begin((tx) => setRestriction(tx, scope, [right], true, 'Request 13'));
  await run();
  await arrive({ ...bare, messageId: 'join', userId: 'left', ...mail });
  const survivor = await idOf('left');
  expect(await byMail()).toBe(survivor);
  const standing = async (id: string) => (await t.sql`select restricted_at is not null as r from profiles where id = ${id}`)[0]?.r;
  expect(await standing(survivor)).toBe(true);
  expect(await t.sql`select 1 from memberships where profile_id = ${survivor}`).toHaveLength(0);
  const [link] = await t.sql<{ id: string }[]>`
    select id from links where a->>'value' in ('left', 'right@example.com') and b->>'value' in ('left', 'right@example.com') limit 1`;
  await switchLink(t.sql, { profileId: survivor, linkId: link?.id ?? '', disabled: true });
  await run();
  expect([await standing(left), await standing(right)]).toEqual([false, true]);
  expect(await t.sql`select distinct profile_id from memberships where profile_id in (${left}, ${right})`).toEqual([{ profile_id: left }]);
});

it('holds for whoever comes out of a split as somebody new, until that is lifted', async () => {
  await arrive({ ...event('whole', 'Visited'), context: { traits: { email: 'part@example.com' } } });
  const whole = await idOf('whole');
  await t.sql.begin((tx) => setRestriction(tx, scope, [whole], true, 'Request 14'));
  const [link] = await t.sql<{ id: string }[]>`select id from links where a->>'value' = 'whole' or b->>'value' = 'whole' limit 1`;
  await switchLink(t.sql, { profileId: whole, linkId: link?.id ?? '', disabled: true });
  const parts = await t.sql`select p.restricted_at is not null as r from profiles p join identifiers i on i.profile_id = p.id
    where i.value in ('whole', 'part@example.com')`;
  expect(parts).toEqual([{ r: true }, { r: true }]);
});
