import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mintScope, systemScope } from '@/features/access/core/scope';
import { eligibility } from '@/features/consent/data/eligibility';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { newId } from '@/lib/ids';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readExportRow } from '../data/exports';
import { runExportJob } from '../jobs/exports';
import { downloadExport } from './download-export';
import { expireExports, requestExport, runExport } from './exports';
import { streamExport } from './stream-export';

// Settings are read once, so the folder must be known before anything is imported.
const folder = vi.hoisted(() => ({ path: '' }));
vi.hoisted(() => {
  folder.path = `${process.env.TMPDIR ?? '/tmp'}/tessera-exports-${process.pid}`;
  process.env.DATA_DIR = folder.path;
});

let t: TestDb;
const scope = systemScope('test');
const segmentId = newId();
const people: string[] = [];
const COUNT = 2_600;

beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into segments (id, name, rule, state) values (${segmentId}, 'Everybody', '{}', 'live')`;
  await t.sql`insert into profiles (id, traits) select gen_random_uuid(), jsonb_build_object('name', 'Person, "' || g || '"', 'n', g, 'f', '=cmd')
    from generate_series(1, ${COUNT}) g`;
  people.push(...(await t.sql<{ id: string }[]>`select id from profiles order by id`).map((row) => row.id));
  await t.sql`insert into memberships (profile_id, segment_id, entered_at) select id, ${segmentId}, now() from profiles`;
  await consent(
    people.filter((_, i) => i % 2 === 0),
    'granted',
  );
  await consent(
    people.filter((_, i) => i % 10 === 1),
    'denied',
  );
});
afterAll(async () => {
  await t.close();
  rmSync(folder.path, { recursive: true, force: true });
});

const consent = (ids: string[], state: 'granted' | 'denied' | 'withdrawn') =>
  t.sql.begin((tx) =>
    recordConsents(
      tx,
      scope,
      ids.map((profileId) => ({ profileId, purpose: 'marketing', channel: 'email', state, method: 'api' })),
    ),
  );
const ask = { segmentId, purpose: 'marketing', channel: 'email', traits: ['name', 'n', 'f'], identifiers: ['email'] };
const download = async (id: string, as = scope) =>
  parse(await (await downloadExport(as, id)).text(), { columns: true, bom: true }) as Record<string, string>[];
const granted = () => people.filter((_, i) => i % 2 === 0);

describe('exports', () => {
  it('is refused while not everybody is in the segment who belongs in it', async () => {
    await t.sql`update segments set state = 'building' where id = ${segmentId}`;
    await expect(requestExport(scope, ask)).rejects.toMatchObject({ code: 'conflict', key: 'segment.notWhole' });
    await t.sql`update segments set state = 'live' where id = ${segmentId}`;
  });

  it('hold who may be used and count the others; the file is what was said before', async () => {
    const said = await eligibility(t.sql, ask);
    expect(said).toEqual({ total: COUNT, eligible: COUNT / 2, reasons: { denied: COUNT / 10, no_consent: COUNT / 2 - COUNT / 10 } });
    const { id } = await requestExport(scope, ask);
    await runJobs(t.url, [runExportJob]);
    const row = await readExportRow(t.sql, id);
    expect(row).toMatchObject({
      status: 'done',
      total: COUNT,
      written: said.eligible,
      withheld: COUNT - said.eligible,
      reasons: said.reasons,
    });
    const lines = await download(id);
    expect(lines.map((l) => l.profile_id).sort()).toEqual(granted().sort());
    expect(lines[0]?.f).toBe("'=cmd");
    expect(lines[0]?.name).toMatch(/^Person, "\d+"$/);
    const [note] = await t.sql`select details from audit_log where action = 'segment.export_requested'`;
    expect(note?.details).toMatchObject({ purpose: 'marketing', channel: 'email', exportId: id });
  });

  it('go on after a kill in the middle, without a double or a gap', async () => {
    const { id } = await requestExport(scope, ask);
    const stop = new AbortController();
    stop.abort();
    expect(await runExport(id, stop.signal)).toBe(false);
    const half = await readExportRow(t.sql, id);
    expect(half?.status).toBe('running');
    // A killed worker may have written more than it committed.
    const { openExport } = await import('../data/export-file');
    const file = await openExport(id, { bytes: half?.bytes ?? 0, written: half?.written ?? 0 });
    await file.append([{ id: people[0] ?? '', line: 'half a li' }]);
    await file.close();
    expect(await runExport(id, new AbortController().signal)).toBe(true);
    expect((await download(id)).map((l) => l.profile_id).sort()).toEqual(granted().sort());
  });

  it('leave out who withdrew after the file was made', async () => {
    const { id } = await requestExport(scope, ask);
    await runJobs(t.url, [runExportJob]);
    const gone = granted().slice(0, 3);
    await consent(gone, 'withdrawn');
    const lines = await download(id);
    expect(lines.length).toBe(COUNT / 2 - 3);
    expect(lines.some((l) => gone.includes(l.profile_id ?? ''))).toBe(false);
    const [note] = await t.sql`select details from audit_log where action = 'segment.export_handed_out' order by id desc limit 1`;
    expect(note?.details).toMatchObject({ sent: COUNT / 2 - 3, withheldSince: 3 });
    await new Promise((done) => setTimeout(done, 5));
    await consent(gone, 'granted');
  });

  it('are gone when their time is up', async () => {
    const { id } = await requestExport(scope, ask);
    await runJobs(t.url, [runExportJob]);
    await t.sql`update exports set expires_at = now() - interval '1 second' where id = ${id}`;
    await expect(download(id)).rejects.toMatchObject({ code: 'not_found' });
    await t.sql`update exports set expires_at = now() where status = 'done'`;
    await expireExports();
    expect(readdirSync(path.join(folder.path, 'exports'))).toEqual([]);
    expect((await readExportRow(t.sql, id))?.status).toBe('expired');
  });

  it('refuse an unknown purpose, and roles that see no personal data; hide whole files from roles that see less', async () => {
    await expect(requestExport(scope, { ...ask, purpose: 'nothing' })).rejects.toMatchObject({ code: 'invalid_input' });
    const user = (role: 'analyst' | 'support') => mintScope({ type: 'user', id: newId(), name: 'U', role, sessionId: newId() });
    await expect(requestExport(user('analyst'), ask)).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await requestExport(scope, ask);
    await runJobs(t.url, [runExportJob]);
    await expect(download(id, user('support'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('come as JSON lines and as Parquet too, with types, without who withdrew since', async () => {
    const [jsonl, parquet] = [
      await requestExport(scope, { ...ask, format: 'jsonl' }),
      await requestExport(scope, { ...ask, format: 'parquet' }),
    ];
    await runJobs(t.url, [runExportJob]);
    const [gone = ''] = granted();
    await consent([gone], 'withdrawn');
    const left = granted().filter((id) => id !== gone);
    const response = await downloadExport(scope, jsonl.id);
    expect(response.headers.get('content-disposition')).toMatch(/\.jsonl"$/);
    const records = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { profile_id: string; traits: { n: number; f: string } });
    expect(records.map((r) => r.profile_id).sort()).toEqual(left.sort());
    expect(records[0]).toMatchObject({ identifiers: {}, traits: { n: expect.any(Number), f: '=cmd' } });
    const file = await (await downloadExport(scope, parquet.id)).arrayBuffer();
    const rows = (await parquetReadObjects({ file })) as { profile_id: string; n: number; name: string; email: string | null }[];
    expect(rows.map(({ profile_id, n }) => [profile_id, n])).toEqual(records.map((r) => [r.profile_id, r.traits.n]));
    expect(rows[0]).toMatchObject({ email: null, name: expect.stringMatching(/^Person, "\d+"$/) });
    await new Promise((done) => setTimeout(done, 5));
    await consent([gone], 'granted');
  });

  it('stream to the command line as Parquet', async () => {
    const parts: Buffer[] = [];
    const counts = await streamExport(scope, { ...ask, format: 'parquet' }, async (part) => void parts.push(Buffer.from(part)));
    const whole = Buffer.concat(parts);
    const file = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toHaveLength(counts.written);
    expect(counts.written).toBe(COUNT / 2);
  });

  it('stream to the command line with the same numbers; internal analysis leaves out who objected', async () => {
    let text = '';
    const counts = await streamExport(
      scope,
      { segmentId, purpose: 'analytics', channel: 'internal', traits: ['n'], identifiers: [] },
      async (part) => {
        text += part;
      },
    );
    expect(counts).toEqual({ total: COUNT, written: COUNT, withheld: 0, reasons: {} });
    expect((parse(text, { columns: true }) as unknown[]).length).toBe(COUNT);
  });
});
