import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findMentions } from '@/features/consent/suppression/data';
import { askErasedBy } from '@/features/ingest/data/erased';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { canaryIdentifiers, needles } from '@/tests/privacy/canary';
import { fingerprints, type Scene, stageCanary } from '@/tests/privacy/scene';
import { searchDump, searchFiles } from '@/tests/privacy/search';
import { suppress, suppressionHashes } from '../../consent/suppression/mutations';
import { appendLedger, keyMark, readLedger } from './data/ledger-file';
import { catchUpErasures, replayErasures } from './mutations/replay-erasures';
import { sweepMentions } from './mutations/sweep-mentions';

const folder = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/tessera-replay-${process.pid}`;
  process.env.DATA_DIR = path;
  return path;
});

let t: TestDb;
let scene: Scene;

beforeAll(async () => {
  askErasedBy(findMentions);
  t = await testDb();
  scene = await stageCanary(t);
}, 120_000);
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

it('refuses a ledger of another key', async () => {
  const entry = { v: 1 as const, id: newId(), requestId: null, at: new Date().toISOString(), keyMark: 'another', hashes: ['0'.repeat(64)] };
  await expect(replayErasures([entry])).rejects.toThrow(/another ENCRYPTION_KEY/);
});

it('erases again in a database that does not know of the erasure, by the file alone', async () => {
  const before = await fingerprints(t, scene.neighbours);
  const id = newId();
  await appendLedger([
    {
      v: 1,
      id,
      requestId: scene.requestId,
      at: '2026-01-01T00:00:00.000Z',
      keyMark: keyMark(),
      hashes: suppressionHashes(canaryIdentifiers),
    },
  ]);
  expect(await catchUpErasures()).toBe(1);
  const searched = [...needles(), 'planted-7f3a'];
  expect((await searchDump(t.sql, searched)).hits).toEqual([]);
  expect(searchFiles(folder, searched).hits).toEqual([]);
  expect(await fingerprints(t, scene.neighbours)).toEqual(before);
  const [row] = await t.sql`select origin, status, certificate, work from erasures where id = ${id}`;
  expect(row).toEqual({ origin: 'replay', status: 'done', certificate: null, work: null });
  expect(await catchUpErasures()).toBe(0);
});

it('takes out of rejects who is suppressed, short ids by the type of their file, where no profile is left', async () => {
  await suppress(t.sql, [{ type: 'crm_no', value: '73915' }], 'erasure');
  await t.sql`
    insert into list_upload_rejects (upload_id, line, value, reason)
    select id, 9, v, 'not_found' from list_uploads, unnest(array['73915', '73916']) v
    where (read_as = 'crm_no') = (v = '73916') `;
  const values = async () => (await t.sql`select value from list_upload_rejects order by value collate "C"`).map((row) => row.value);
  // The same digits in a file of addresses are nobody's number.
  expect(await values()).toEqual(['73915', '73915', '73916', 'neighbour1@elsewhere.example']);
  await sweepMentions();
  expect(await values()).toEqual(['73915', '73916', 'neighbour1@elsewhere.example']);
});

it('writes into the file what the database knows and the file has lost', async () => {
  rmSync(`${folder}/erasure-ledger.jsonl`);
  expect(await catchUpErasures()).toBe(0);
  expect(await readLedger()).toHaveLength(1);
});
