import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataMap } from '@/db/data-map';
import { enqueue } from '@/db/jobs';
import { findMentions } from '@/features/consent/suppression/data';
import { suppressionHashes } from '@/features/consent/suppression/mutations';
import { askErasedBy, namesErased } from '@/features/ingest/data/erased';
import { importPath } from '@/features/ingest/imports/data/find-imports';
import type { RawEvent } from '@/features/ingest/types';
import { editTrait } from '@/features/profiles/mutations/edit-trait';
import { listFile } from '@/features/segments/lists/data/list-file';
import { addUpSizes } from '@/features/segments/mutations/sizes';
import { drain, feed } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { canary, canaryIdentifiers, needles } from '@/tests/privacy/canary';
import { alikePhone, fingerprints, type Scene, stageCanary } from '@/tests/privacy/scene';
import { searchDump, searchFiles } from '@/tests/privacy/search';
import { systemScope } from '../../access/core/scope';
import { personTables } from './core/plan-tables';
import { erasureImpact } from './data/impact';
import { erasureProgress } from './data/progress';
import { publicKeyPem } from './data/signing-key';
import { eraseJob } from './jobs';

const folder = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/tessera-erasure-${process.pid}`;
  process.env.DATA_DIR = path;
  return path;
});

let t: TestDb;
let scene: Scene;
let before: { neighbours: Record<string, string>; orders: { n: number; sum: number }; dump: number };
/** Given with the request, and nobody's that is known. */
const unknownEmail = 'former-7f3a@elsewhere.example';
const alikeStored = '+4925173024418';
let impact: Awaited<ReturnType<typeof erasureImpact>>;

const orders = async () => {
  const [row] = await t.sql<{ n: number; sum: number }[]>`
    select sum(n)::int as n, sum(sum)::float8 as sum from event_rollups where name = 'Order Completed'`;
  return row ?? { n: 0, sum: 0 };
};

beforeAll(async () => {
  askErasedBy(findMentions);
  t = await testDb();
  scene = await stageCanary(t);
  before = {
    neighbours: await fingerprints(t, scene.neighbours),
    orders: await orders(),
    dump: (await searchDump(t.sql, needles())).hits.length,
  };
  // Given with the request, and somebody else's: as it is and in another spelling, with its type and without.
  const given = [
    { type: 'email', value: canary.email },
    { type: '', value: alikePhone },
    { type: 'phone', value: alikeStored },
    { type: 'user_id', value: 'neighbour-3' },
    { type: '', value: 'Neighbour5@elsewhere.example' },
    { type: '', value: 'tablet-of-6' },
    { type: 'anonymous_id', value: 'tablet-of-7' },
    { type: 'email', value: unknownEmail },
  ];
  await t.sql`update subject_requests set identifiers = ${t.sql.json(given)} where id = ${scene.requestId}`;
  impact = await erasureImpact(t.sql, [scene.profileId], given);
  await enqueue(t.sql, eraseJob, { requestId: scene.requestId });
  await runJobs(t.url, [eraseJob]);
}, 120_000);
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('after an erasure', () => {
  it('no table of people holds a row, whichever tables there are', async () => {
    expect(before.dump).toBeGreaterThan(30);
    for (const { table, path, clear } of personTables(dataMap)) {
      const where = clear ? t.sql`and ${t.sql(clear[0] ?? '')} <> ''` : t.sql``;
      const [row] = await t.sql<
        { n: number }[]
      >`select count(*)::int as n from ${t.sql(table)} where ${t.sql(path)} = ${scene.profileId} ${where}`;
      expect([table, row?.n]).toEqual([table, 0]);
    }
  });

  it('a full dump and every file hold none of the person’s values, in no spelling, in no hash', async () => {
    const searched = [...needles(), 'planted-7f3a'];
    expect((await searchDump(t.sql, searched)).hits).toEqual([]);
    expect(searchFiles(folder, searched).hits).toEqual([]);
  });

  it('the neighbours’ rows are what they were, and totals differ by the person’s share', async () => {
    expect(await fingerprints(t, scene.neighbours)).toEqual(before.neighbours);
    const now = await orders();
    expect({ n: before.orders.n - now.n, sum: Math.round(before.orders.sum - now.sum) }).toEqual({ n: 2, sum: 100 });
    await addUpSizes(t.sql);
    const [segment] = await t.sql`select size::int from segments where id = ${scene.segmentId}`;
    expect(segment?.size).toBe(scene.neighbours.length);
    expect((await t.sql`select raw from rejects order by raw`).map((row) => row.raw)).toEqual([
      expect.stringContaining('neighbour-3'),
      expect.stringContaining(alikePhone),
    ]);
    expect((await t.sql`select raw from import_rejects order by line`).map((row) => row.raw)).toEqual([
      expect.stringContaining('neighbour1'),
      expect.stringContaining(alikePhone),
    ]);
    const [number, left, ...more] = await t.sql<{ id: string; value: string }[]>`
      select upload_id as id, value from list_upload_rejects order by value collate "C"`;
    expect([number?.value, left?.value, more]).toEqual(['73915', 'neighbour1@elsewhere.example', []]);
    expect(readFileSync(listFile(left?.id ?? ''), 'utf8').trim()).toBe('neighbour1@elsewhere.example');
    expect((await t.sql`select traits from groups where id = 'club-4'`)[0]?.traits).toEqual({ contact: '[erased]', city: 'Köln' });
    const [job] =
      await t.sql`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where k.identifier = 'test.about-two'`;
    expect(job?.payload).toMatchObject({ profileIds: [scene.neighbours[0]] });
  });

  it('an uploaded file keeps every other row on its line', async () => {
    const [row] = await t.sql<{ file: string }[]>`select file from imports where id = ${scene.importId}`;
    const lines = readFileSync(importPath(row?.file ?? ''), 'utf8').split('\n');
    expect(lines.map((line) => line.trim())).toEqual([
      'email;card;name',
      '',
      '',
      'neighbour1@elsewhere.example;;N',
      '',
      `neighbour2@elsewhere.example;;M ${alikePhone}`,
      '',
    ]);
  });

  it('was announced in numbers that came true', async () => {
    const view = await erasureProgress(t.sql, scene.requestId);
    expect(view).toMatchObject({ status: 'done', destinations: [] });
    expect(impact).toMatchObject({ profiles: 1, segments: 1, partial: false, files: { imports: 1, exports: 1, packages: 0 } });
    for (const [table, n] of Object.entries(impact.rows)) expect([table, view?.progress.rows[table]]).toEqual([table, n]);
    for (const [table, n] of Object.entries(impact.content)) expect([table, view?.progress.rows[table]]).toEqual([table, n]);
  });

  it('counts among the person’s identifiers what was given and is nobody else’s', async () => {
    const others = [
      { type: 'phone', value: alikeStored },
      { type: 'user_id', value: 'neighbour-3' },
      { type: 'email', value: 'neighbour5@elsewhere.example' },
      { type: 'user_id', value: 'tablet-of-6' },
      { type: 'anonymous_id', value: 'tablet-of-7' },
    ];
    const [own] = suppressionHashes([{ type: 'email', value: unknownEmail }]);
    const [row] = await t.sql<{ hashes: string[] }[]>`select hashes from erasures where request_id = ${scene.requestId}`;
    const ledger = readFileSync(join(folder, 'erasure-ledger.jsonl'), 'utf8');
    for (const hash of suppressionHashes(others)) {
      expect(row?.hashes).not.toContain(hash);
      expect(ledger).not.toContain(hash);
    }
    expect(row?.hashes).toContain(own);
    const view = await erasureProgress(t.sql, scene.requestId);
    expect(view?.progress.suppressed).toEqual(impact.identifiers);
    expect(impact.identifiers).toMatchObject({ email: 3, phone: 1, user_id: 1 });
    expect(impact.othersIdentifiers).toBe(4);
  });

  it('has a certificate that openssl can check, and that names nobody', async () => {
    const [row] = await t.sql<
      { certificate: string; signature: string }[]
    >`select certificate, signature from erasures where request_id = ${scene.requestId}`;
    expect(
      verify(null, Buffer.from(row?.certificate ?? ''), createPublicKey(publicKeyPem()), Buffer.from(row?.signature ?? '', 'base64')),
    ).toBe(true);
    expect(JSON.parse(row?.certificate ?? '')).toMatchObject({
      number: 1,
      requestId: scene.requestId,
      previous: null,
      rows: { profiles: 1, identifiers: 10 },
    });
    const [request] =
      await t.sql`select state, name, contact, identifiers, profile_ids from subject_requests where id = ${scene.requestId}`;
    expect(request).toEqual({ state: 'done', name: null, contact: null, identifiers: [], profile_ids: [] });
    expect(readFileSync(join(folder, 'erasure-ledger.jsonl'), 'utf8').split('\n').filter(Boolean)).toHaveLength(1);
  });
});

describe('what comes later', () => {
  const late = ({ type, value }: { type: string; value: string }, n: number): RawEvent[] => {
    const base = { messageId: `late-${type}-${n}`, type: 'track' as const, event: 'Late' };
    const external = { externalIds: [{ type, id: value, collection: 'users', encoding: 'none' }] };
    const key = { user_id: 'userId', anonymous_id: 'anonymousId' }[type];
    return [
      {
        ...base,
        messageId: `${base.messageId}-own`,
        ...(key
          ? { [key]: value }
          : { anonymousId: `stranger-${n}`, context: ['email', 'phone'].includes(type) ? { traits: { [type]: value } } : external }),
      },
      { ...base, messageId: `${base.messageId}-prop`, anonymousId: `stranger-${n}`, properties: { nested: [{ [type]: value }] } },
      {
        messageId: `${base.messageId}-alias`,
        type: 'alias',
        userId: `stranger-${n}`,
        previousId: type === 'user_id' || type === 'anonymous_id' ? value : canary.userId,
      },
      { messageId: `${base.messageId}-group`, type: 'group', userId: `stranger-${n}`, groupId: 'g', traits: { [type]: value } },
    ];
  };

  it('is not kept, whichever identifier it carries in whichever field', async () => {
    const count = async () => (await t.sql<{ n: number }[]>`select count(*)::int as n from events`)[0]?.n;
    const [events, stored] = [canaryIdentifiers.flatMap(late), await count()];
    for (const mode of ['live', 'replay', 'import'] as const) {
      await feed(
        t.sql,
        scene.sourceId,
        events.map((e) => ({ ...e, messageId: `${mode}-${e.messageId}` })),
        { mode, perRow: 7 },
      );
      const results = await drain(t.sql);
      expect(results.reduce((sum, r) => sum + r.suppressed, 0)).toBe(events.length);
    }
    expect(await count()).toBe(stored);
    expect((await searchDump(t.sql, needles())).hits).toEqual([]);
    expect(await t.sql`select 1 from profiles where id = ${scene.profileId} or traits::text like '%7f3a%'`).toHaveLength(0);
  });

  it('is not kept behind five hundred other values, and not in the middle of a long text', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => ({ sku: `sku-${n}-abc`, variant: `variant-${n}-x` }));
    const body = `${'word '.repeat(3_000)} (${canary.email}). ${'word '.repeat(3_000)}`;
    const track = { type: 'track' as const, event: 'Late', userId: 'stranger-long' };
    await feed(t.sql, scene.sourceId, [
      { ...track, messageId: 'long-1', properties: { lines, recipient: { email: canary.email } } },
      { ...track, messageId: 'long-2', properties: { body } },
      { ...track, messageId: 'long-3', properties: { lines } },
    ]);
    const results = await drain(t.sql);
    expect(results.reduce((sum, r) => sum + r.suppressed, 0)).toBe(2);
    expect(results.reduce((sum, r) => sum + r.stored, 0)).toBe(1);
  });

  it('does not suppress what only looks alike', async () => {
    await feed(t.sql, scene.sourceId, [
      {
        messageId: 'alike',
        type: 'track',
        event: 'Order Completed',
        userId: 'neighbour-1',
        properties: { quantity: 73914, sku: '73914', revenue: 5 },
      },
    ]);
    expect((await drain(t.sql)).reduce((sum, r) => sum + r.stored, 0)).toBe(1);
  });

  it('does not suppress what was given with the request and is somebody else’s', async () => {
    const base = { type: 'track' as const, event: 'Later' };
    await feed(t.sql, scene.sourceId, [
      { ...base, messageId: 'other-1', userId: 'neighbour-3' },
      { ...base, messageId: 'other-2', userId: 'neighbour-4', context: { traits: { phone: alikePhone } } },
      { ...base, messageId: 'other-3', anonymousId: 'tablet-of-7', properties: { email: 'neighbour5@elsewhere.example' } },
    ]);
    const results = await drain(t.sql);
    expect(results.reduce((sum, r) => sum + r.suppressed, 0)).toBe(0);
    expect(results.reduce((sum, r) => sum + r.stored, 0)).toBe(3);
  });

  it('is refused from staff, and told as naming the person in a text', async () => {
    const scope = systemScope('test');
    await expect(
      editTrait(scope, { profileId: scene.neighbours[0] ?? '', trait: 'alt', value: canary.email, reason: 'test' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const texts = [
      `{"broken": "${canary.email}"`,
      `x;${canary.phones[0]};y`,
      'nothing about anybody',
      JSON.stringify({ a: [{ userId: canary.userId }] }),
    ];
    expect([
      ...(await namesErased(
        t.sql,
        texts.map((text) => ({ text })),
      )),
    ]).toEqual([0, 1, 3]);
  });
});
