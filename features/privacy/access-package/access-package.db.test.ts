import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataMap } from '@/db/data-map';
import { enqueue } from '@/db/jobs';
import { mintScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { canary, canaryValues } from '@/tests/privacy/canary';
import { planted } from '@/tests/privacy/plant-rows';
import { alikePhone, type Scene, stageCanary } from '@/tests/privacy/scene';
import { unzip } from '@/tests/privacy/unzip';
import { anonymousScope } from '../../access/core/scope';
import { planSections } from './core/plan-sections';
import { packageOf } from './data/package-row';
import { packageJob } from './jobs';
import { createPackageLink, downloadPackage, openPackageLink } from './mutations/hand-out';
import { expirePackages } from './mutations/remove-packages';
import { packageSchema } from './schema';

const folder = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/tessera-package-${process.pid}`;
  process.env.DATA_DIR = path;
  return path;
});

let t: TestDb;
let scene: Scene;
let officer: ReturnType<typeof mintScope>;
const zips: Partial<Record<'access' | 'portability', Map<string, Buffer>>> = {};
const requests: Record<string, string> = {};

async function make(kind: 'access' | 'portability', locale: string): Promise<void> {
  const id = newId();
  requests[kind] = id;
  await t.sql`
    insert into subject_requests (id, type, state, origin, profile_ids, locale, received_at, first_due_at, due_at)
    values (${id}, ${kind}, 'running', 'staff', ${[scene.profileId]}::uuid[], ${locale}, now(), now() + interval '30 days', now() + interval '30 days')`;
  await enqueue(t.sql, packageJob, { requestId: id });
  await runJobs(t.url, [packageJob]);
  zips[kind] = unzip(Buffer.from(await (await downloadPackage(officer, id)).arrayBuffer()));
}

beforeAll(async () => {
  t = await testDb();
  scene = await stageCanary(t);
  const [userId, sessionId] = [newId(), newId()];
  await t.sql`insert into users (id, email, name, role, status) values (${userId}, 'officer@example.com', 'Officer', 'compliance', 'active')`;
  await t.sql`insert into sessions (id, user_id, expires_at, confirmed_at) values (${sessionId}, ${userId}, now() + interval '1 day', now())`;
  officer = mintScope({ type: 'user', id: userId, name: 'Officer', role: 'compliance', sessionId });
  await make('access', 'fa');
  await make('portability', 'en');
}, 120_000);
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const textOf = (kind: 'access' | 'portability', name: string) => zips[kind]?.get(name)?.toString('utf8') ?? '';
const json = (kind: 'access' | 'portability') => packageSchema.parse(JSON.parse(textOf(kind, 'data.json')));

describe('an access package', () => {
  it('holds every value of the person, in every form, and nobody else’s', () => {
    const data = textOf('access', 'data.json');
    const csv = [...(zips.access ?? [])]
      .filter(([name]) => name.startsWith('csv/'))
      .map(([, bytes]) => bytes.toString('utf8'))
      .join('\n');
    const page = textOf('access', 'index.html');
    // The third spelling lies only in the report of an import's dry run, which names nobody.
    for (const value of canaryValues.filter((one) => one !== canary.phones[2])) {
      expect([value, JSON.stringify(JSON.parse(data)).includes(JSON.stringify(value).slice(1, -1))]).toEqual([value, true]);
      expect([value, csv.includes(value) || csv.includes(value.replaceAll('"', '""'))]).toEqual([value, true]);
      expect([value, page.includes(value.replaceAll('&', '&amp;'))]).toEqual([value, true]);
    }
    for (const text of [data, csv, page]) {
      expect(text).not.toMatch(/neighbour/i);
      expect(text).not.toContain(alikePhone);
    }
  });

  it('has every column that the data map hands out, whichever tables there are', () => {
    const { data } = json('access');
    for (const { table, columns } of planSections(dataMap, 'access')) {
      expect([table, data[table]?.length !== 0]).toEqual([table, true]);
      for (const column of columns) expect([table, column, Object.hasOwn(data[table]?.[0] ?? {}, column)]).toEqual([table, column, true]);
    }
    for (const table of scene.planted)
      for (const [column, { export: exported }] of Object.entries(dataMap[table]?.columns ?? {}))
        if (!exported) expect(JSON.stringify(data)).not.toContain(planted(table, column));
    expect(data.rejects).toHaveLength(2);
    // A short number counts where the file was one of such numbers.
    expect(data.list_upload_rejects?.map((row) => row.value).sort()).toEqual([canary.shortCrmId, canary.secondEmail]);
    expect(data.events?.[0]).toMatchObject({ source: 'Web' });
    expect(data.memberships?.[0]).toMatchObject({ segment: 'Household' });
    expect(json('access').about.purposes.length).toBeGreaterThan(0);
  });

  it('is a page without a script that says its language and direction', () => {
    const page = textOf('access', 'index.html');
    expect(page).toMatch(/^<!doctype html>\n<html lang="fa" dir="rtl">/);
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\/(?!shop)/i);
    expect(page).toContain('<td dir="auto">');
  });

  it('has CSV files that read back', () => {
    const rows = parse(textOf('access', 'csv/identifiers.csv'), { columns: true, bom: true }) as { type: string; display: string }[];
    expect(rows.map((row) => row.type)).toContain('loyalty_card');
    expect(rows.find((row) => row.type === 'phone')?.display).toBe(`'${canary.phones[0]}`);
  });

  it('lies encrypted, is audited, and is refused without a fresh password', async () => {
    const files = readdirSync(join(folder, 'packages'));
    expect(files).toHaveLength(2);
    for (const file of files) expect(readFileSync(join(folder, 'packages', file)).includes('PK\x03\x04')).toBe(false);
    const actions = await t.sql`select action from audit_log where subject_id = ${requests.access ?? ''} order by id`;
    expect(actions.map((row) => row.action)).toEqual(expect.arrayContaining(['package.made', 'package.downloaded', 'request.done']));
    await t.sql`update sessions set confirmed_at = now() - interval '1 hour'`;
    await expect(downloadPackage(officer, requests.access ?? '')).rejects.toMatchObject({ key: 'access.confirmPassword' });
    await t.sql`update sessions set confirmed_at = now()`;
  });
});

it('for portability holds what was given and done, nothing of what was made of it', () => {
  const { data } = json('portability');
  expect(Object.keys(data)).toEqual(expect.arrayContaining(['identifiers', 'records', 'events', 'consent_ledger']));
  for (const table of ['profiles', 'notes', 'memberships', 'model_scores', 'rejects']) expect(data[table], table).toBeUndefined();
  expect(JSON.stringify(data)).not.toContain(canary.note);
});

describe('the person’s own link', () => {
  it('works without signing in, is not to be kept or indexed, and its token is nowhere', async () => {
    const { url } = await createPackageLink(officer, requests.access ?? '');
    const token = url.split('/').at(-1) ?? '';
    const answer = await openPackageLink(anonymousScope(), token);
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('x-robots-tag')]).toEqual([
      200,
      'no-store',
      'noindex, nofollow',
    ]);
    expect(unzip(Buffer.from(await answer.arrayBuffer())).has('index.html')).toBe(true);
    const rows = await t.sql`select t::text as line from access_packages t union all select t::text from audit_log t`;
    expect(rows.some((row) => String(row.line).includes(token))).toBe(false);
    expect((await openPackageLink(anonymousScope(), 'pkg_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(404);

    await t.sql`update access_packages set expires_at = now() - interval '1 second'`;
    expect((await openPackageLink(anonymousScope(), token)).status).toBe(410);
    await expirePackages();
    expect((await openPackageLink(anonymousScope(), token)).status).toBe(410);
    expect(existsSync(join(folder, 'packages')) ? readdirSync(join(folder, 'packages')) : []).toEqual([]);
    expect((await packageOf(t.sql, requests.access ?? ''))?.status).toBe('expired');
  });
});
