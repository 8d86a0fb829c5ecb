import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as explainRoute from '@/app/api/v1/profiles/[id]/segments/[segmentId]/explain/route';
import * as profileRoute from '@/app/api/v1/profiles/[id]/segments/route';
import * as changesRoute from '@/app/api/v1/segments/[id]/changes/route';
import * as eligibilityRoute from '@/app/api/v1/segments/[id]/eligibility/route';
import * as membersRoute from '@/app/api/v1/segments/[id]/members/route';
import * as segmentRoute from '@/app/api/v1/segments/[id]/route';
import * as previewRoute from '@/app/api/v1/segments/preview/route';
import * as segmentsRoute from '@/app/api/v1/segments/route';
import { systemScope } from '@/features/access/core/scope';
import { consentStatesOf } from '@/features/consent/data/profile-consents';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { apiGet, apiKey } from '@/tests/integration/api-key';
import { addEvent, person } from '@/tests/integration/person';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { checkDrift } from './jobs/check-drift';
import { evaluateSegmentJob } from './jobs/evaluate-segment';
import { consentChanged } from './jobs/follow-facts';
import { archiveSegment, restoreSegment } from './mutations/archive-segment';
import { addUpSizes } from './mutations/sizes';
import { updateSegment } from './mutations/update-segment';

let t: TestDb;
let key: string;
let bound: string;
const scope = systemScope('test');
const people: Record<string, string> = {};

beforeAll(async () => {
  t = await testDb();
  key = await apiKey(t.sql, ['segments:read', 'segments:write', 'profiles:read']);
  bound = await apiKey(t.sql, ['segments:read', 'profiles:read'], { purpose: 'marketing', channel: 'email' });
  const recent = new Date(Date.now() - 86_400_000).toISOString();
  for (const [name, country, orders] of [
    ['Ann', 'DE', 2],
    ['Bob', 'FR', 1],
    ['Cem', 'DE', 3],
    ['Dee', 'DE', 0],
  ] as const) {
    const id = await person(t.sql, { name, traits: { country } });
    people[name] = id;
    for (let i = 0; i < orders; i++) await addEvent(t.sql, id, { name: 'Order Completed', at: recent, properties: { revenue: 50 + i } });
  }
  await t.sql.begin((tx) =>
    recordConsents(tx, scope, [{ profileId: people.Ann ?? '', purpose: 'marketing', channel: 'email', state: 'granted', method: 'api' }]),
  );
});
afterAll(() => t.close());

const rule = {
  all: [
    { kind: 'trait', trait: 'country', op: 'in', value: ['DE', 'FR'] },
    {
      kind: 'event',
      event: 'Order Completed',
      op: 'gte',
      count: 2,
      window: { last: { days: 30 } },
      where: [{ property: 'revenue', op: 'gte', value: 50 }],
    },
  ],
};

const post = (path: string, body: unknown, as = key) =>
  new Request(`http://localhost:3000${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const params = (value: Record<string, string>) => ({ params: Promise.resolve(value) });

async function create(name: string, of: unknown): Promise<string> {
  const response = await segmentsRoute.POST(post('/api/v1/segments', { name, rule: of }));
  const made = await response.json();
  expect(response.status, JSON.stringify(made)).toBe(201);
  expect(made).toMatchObject({ name, rule: of, state: 'building', status: 'active', version: 1 });
  await runJobs(t.url, [evaluateSegmentJob, consentChanged]);
  return made.id;
}

describe('the segments API', () => {
  it('creates, evaluates, lists, explains and counts', async () => {
    const id = await create('Good customers', rule);
    const segment = await (await segmentRoute.GET(apiGet(`/api/v1/segments/${id}`, key), params({ id }))).json();
    expect(segment).toMatchObject({ state: 'live', size: 2, withheld: 0, error: null, progress: null });

    const members = await (await membersRoute.GET(apiGet(`/api/v1/segments/${id}/members`, key), params({ id }))).json();
    expect(members.data.map((m: { profileId: string }) => m.profileId).sort()).toEqual([people.Ann, people.Cem].sort());
    expect(members).toMatchObject({ total: 2, withheld: 0, nextCursor: null });

    const preview = await (await previewRoute.POST(post('/api/v1/segments/preview', { rule }))).json();
    expect(preview).toMatchObject({ count: 2, withheld: 0, exact: true });
    expect(preview.sample.map((s: { id: string }) => s.id).sort()).toEqual([people.Ann, people.Cem].sort());

    const profile = people.Bob ?? '';
    const explained = await (
      await explainRoute.GET(apiGet(`/api/v1/profiles/${profile}/segments/${id}/explain`, key), params({ id: profile, segmentId: id }))
    ).json();
    expect(explained).toMatchObject({ inside: false, member: false, rule: { met: false } });
    expect(explained.rule.all[0]).toMatchObject({ met: true, finding: { kind: 'trait', found: 'FR' } });
    expect(explained.rule.all[1]).toMatchObject({ met: false, finding: { kind: 'event', count: 1 } });
    expect(explained.rule.all[1].finding.events).toHaveLength(1);

    const ann = people.Ann ?? '';
    const of = await (await profileRoute.GET(apiGet(`/api/v1/profiles/${ann}/segments`, key), params({ id: ann }))).json();
    expect(of.data).toMatchObject([{ id, name: 'Good customers' }]);
    expect(await checkDrift(id)).toBe(0);
  });

  it('shows a key bound to a purpose only whom may() allows, and both numbers', async () => {
    const id = await create('For mail', rule);
    const members = await (await membersRoute.GET(apiGet(`/api/v1/segments/${id}/members`, bound), params({ id }))).json();
    expect(members.data.map((m: { profileId: string }) => m.profileId)).toEqual([people.Ann]);
    expect(members).toMatchObject({ total: 2, withheld: 1 });
    const preview = await (await previewRoute.POST(post('/api/v1/segments/preview', { rule }, bound))).json();
    expect(preview).toMatchObject({ count: 2, withheld: 1, sample: [{ id: people.Ann }] });
    const segment = await (await segmentRoute.GET(apiGet(`/api/v1/segments/${id}`, bound), params({ id }))).json();
    expect(segment).toMatchObject({ size: 2, withheld: 1 });
    const asked = await eligibilityRoute.GET(
      apiGet(`/api/v1/segments/${id}/eligibility?purpose=marketing&channel=email`, key),
      params({ id }),
    );
    expect(await asked.json()).toEqual({ total: 2, eligible: 1, reasons: { no_consent: 1 } });
    await create('For nobody', { kind: 'trait', trait: 'country', op: 'eq', value: 'JP' });
    const list = async (as: string) => {
      const { data } = await (await segmentsRoute.GET(apiGet('/api/v1/segments', as))).json();
      return data.filter((s: { name: string }) => s.name.startsWith('For '));
    };
    expect(await list(bound)).toMatchObject([
      { name: 'For mail', size: 2, withheld: 1 },
      { name: 'For nobody', size: 0, withheld: 0 },
    ]);
    expect(await list(key)).toMatchObject([
      { name: 'For mail', size: 2, withheld: 0 },
      { name: 'For nobody', size: 0, withheld: 0 },
    ]);
    const changes = await (await changesRoute.GET(apiGet(`/api/v1/segments/${id}/changes`, bound), params({ id }))).json();
    expect(changes.data).toMatchObject([{ profileId: people.Ann, change: 'enter', cause: 'rule' }]);
    expect(changes.withheld).toBe(1);
    const hidden = people.Cem ?? '';
    const explained = await explainRoute.GET(apiGet(`/x`, bound), params({ id: hidden, segmentId: id }));
    expect(explained.status).toBe(404);
  });

  it('asks the database for the time, whatever the clock of this machine says', async () => {
    const id = await create('At any time', rule);
    await t.sql`update consent_states set expires_at = now() + interval '1 day' where profile_id = ${people.Ann ?? ''}`;
    for (const wrong of ['2001-01-01', '2101-01-01']) {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(wrong) });
      try {
        const members = await (await membersRoute.GET(apiGet(`/api/v1/segments/${id}/members`, bound), params({ id }))).json();
        expect([wrong, members]).toMatchObject([wrong, { data: [{ profileId: people.Ann }], total: 2, withheld: 1 }]);
        const changes = await (await changesRoute.GET(apiGet(`/api/v1/segments/${id}/changes`, bound), params({ id }))).json();
        expect([wrong, changes]).toMatchObject([wrong, { data: [{ profileId: people.Ann }], withheld: 1 }]);
        const seen = await explainRoute.GET(apiGet('/x', bound), params({ id: people.Ann ?? '', segmentId: id }));
        expect([wrong, seen.status]).toEqual([wrong, 200]);
        const [said] = (await consentStatesOf(t.sql, people.Ann ?? '')).filter((s) => s.purpose === 'marketing' && s.channel === 'email');
        expect([wrong, said]).toMatchObject([wrong, { state: 'granted', allowed: true }]);
      } finally {
        vi.useRealTimers();
      }
    }
  });

  it('follows consent, also through another segment', async () => {
    const inner = await create('Has consent', { kind: 'consent', purpose: 'marketing', channel: 'sms', op: 'granted' });
    const outer = await create('Has none', {
      all: [
        { kind: 'segment', segmentId: inner, op: 'not_in' },
        { kind: 'trait', trait: 'country', op: 'exists' },
      ],
    });
    const size = async (id: string) => {
      await addUpSizes(t.sql);
      return (await t.sql`select size::int from segments where id = ${id}`)[0]?.size;
    };
    expect([await size(inner), await size(outer)]).toEqual([0, 4]);
    const given = { profileId: people.Bob ?? '', purpose: 'marketing', channel: 'sms', method: 'api' as const };
    await t.sql.begin((tx) => recordConsents(tx, scope, [{ ...given, state: 'granted' }]));
    await runJobs(t.url, [consentChanged]);
    expect([await size(inner), await size(outer)]).toEqual([1, 3]);
    await expect(t.sql.begin((tx) => archiveSegment(tx, scope, inner))).rejects.toMatchObject({ code: 'conflict' });
    const circle = { kind: 'segment' as const, segmentId: outer };
    const [row] = await t.sql<{ version: number }[]>`select version from segments where id = ${inner}`;
    await expect(
      t.sql.begin((tx) => updateSegment(tx, scope, { id: inner, version: row?.version ?? 0, rule: circle })),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'rule.segmentId' }],
    });
    await t.sql.begin((tx) =>
      updateSegment(tx, scope, {
        id: inner,
        version: row?.version ?? 0,
        rule: { not: { kind: 'consent', purpose: 'marketing', channel: 'sms', op: 'granted' } },
      }),
    );
    await runJobs(t.url, [evaluateSegmentJob]);
    expect([await size(inner), await size(outer)]).toEqual([3, 1]);
    await t.sql.begin((tx) => archiveSegment(tx, scope, outer));
    await runJobs(t.url, [evaluateSegmentJob]);
    expect(await size(outer)).toBe(0);
    expect(await t.sql`select 1 from memberships where segment_id = ${outer}`).toHaveLength(0);
    await t.sql.begin((tx) => restoreSegment(tx, scope, outer));
    await runJobs(t.url, [evaluateSegmentJob]);
    expect(await size(outer)).toBe(1);
  });

  it('answers a malformed rule with the path of the wrong node', async () => {
    const bad: [unknown, string][] = [
      [
        { all: [rule, { kind: 'event', event: 'Order', op: 'gte', count: 1, window: { last: { days: -1 } } }] },
        'rule.all[1].window.last.days',
      ],
      [{ all: [] }, 'rule.all'],
      [{ any: [{ kind: 'trait', trait: 'country', op: 'eq', value: 'x', valueSource: 'field' }] }, 'rule.any[0].valueSource'],
      [{ kind: 'sql', text: '1=1' }, 'rule.kind'],
      [{ not: { kind: 'segment', segmentId: '0198c1de-0000-7000-8000-000000000000' } }, 'rule.not.segmentId'],
    ];
    for (const [wrong, path] of bad) {
      for (const route of [
        segmentsRoute.POST(post('/api/v1/segments', { name: 'x', rule: wrong })),
        previewRoute.POST(post('/api/v1/segments/preview', { rule: wrong })),
      ]) {
        const response = await route;
        const problem = await response.json();
        expect(response.status).toBe(400);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
        expect(
          problem.errors.map((e: { path: string }) => e.path),
          JSON.stringify(wrong),
        ).toContain(path);
      }
    }
  });

  it('stops a preview in the database when the caller goes away', async () => {
    const abort = new AbortController();
    await t.sql`insert into profiles (id, traits) select gen_random_uuid(), '{"country":"DE"}' from generate_series(1, 200000)`;
    const slow = {
      any: Array.from({ length: 150 }, (_, i) => ({ kind: 'trait' as const, trait: 'country', op: 'contains' as const, value: `x${i}` })),
    };
    const { previewRule } = await import('./data/preview-rule');
    const running = previewRule(t.sql, slow, { signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await expect(running).rejects.toThrow();
    const active =
      await t.sql`select 1 from pg_stat_activity where state = 'active' and query like 'with fits%' and pid <> pg_backend_pid()`;
    expect(active).toHaveLength(0);
  });
});
