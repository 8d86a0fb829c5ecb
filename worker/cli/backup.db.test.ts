import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newHeader } from '@/db/backup/header';
import { env } from '@/lib/env';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { EXIT, runCli } from './index';

const folder = mkdtempSync(join(tmpdir(), 'tessera-cli-'));
const passphrase = join(folder, 'passphrase');
const ledger = join(env().DATA_DIR, 'erasure-ledger.jsonl');

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
  writeFileSync(passphrase, 'five words and a half\n');
  mkdirSync(env().DATA_DIR, { recursive: true });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(ledger, { force: true });
  await t.close();
});

async function tessera(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const into = (key: 'out' | 'err') =>
    new Writable({
      write: (chunk, _, done) => {
        said[key] += String(chunk);
        done();
      },
    });
  return { code: await runCli(args, { out: into('out'), err: into('err') }), ...said };
}

it('writes a back-up, checks it, and says so in the audit log', async () => {
  const file = join(folder, 'one.backup');
  const made = await tessera('backup', file);
  expect(made).toMatchObject({ code: EXIT.ok });
  expect(made.out).toMatch(/one\.backup: \d+\.\d MB in/);
  expect(made.err).toMatch(/purposes: 4 rows/);
  expect(await tessera('backup', '--verify', file)).toMatchObject({ code: EXIT.ok, out: expect.stringMatching(/is whole: \d+ tables/) });
  expect(await tessera('restore', '--check', file)).toMatchObject({ code: EXIT.ok, out: expect.stringMatching(/can be restored here/) });
  expect(await tessera('backup', file)).toMatchObject({ code: EXIT.failed, err: expect.stringMatching(/exists already/) });
  expect(await t.sql`select actor_type from audit_log where action = 'backup.made'`).toEqual([{ actor_type: 'cli' }]);
});

it('names the file itself in a folder, and deletes what is older than is kept, and nothing else', async () => {
  const place = join(folder, 'nightly');
  mkdirSync(place);
  const old = await newHeader({ kind: 'installation' }, new Date(Date.now() - 40 * 86_400_000));
  const recent = await newHeader({ kind: 'installation' }, new Date(Date.now() - 20 * 86_400_000));
  writeFileSync(join(place, 'old.backup'), old.bytes);
  writeFileSync(join(place, 'recent.backup'), recent.bytes);
  writeFileSync(join(place, 'other.backup'), 'not ours');
  utimesSync(join(place, 'other.backup'), 0, 0);
  const made = await tessera('backup', place, '--keep', '35');
  expect(made.out).toMatch(/Deleted .*old\.backup/);
  expect(readdirSync(place).sort()).toEqual(['other.backup', 'recent.backup', expect.stringMatching(/^tessera-\d{8}T\d{6}Z\.backup$/)]);
  expect(await tessera('backup', place, '--keep', 'never')).toMatchObject({ code: EXIT.usage });
});

it('takes a passphrase from a file', async () => {
  const file = join(folder, 'two.backup');
  expect(await tessera('backup', file, '--passphrase-file', passphrase)).toMatchObject({ code: EXIT.ok });
  expect(await tessera('backup', '--verify', file)).toMatchObject({ code: EXIT.failed, err: expect.stringMatching(/with a passphrase/) });
  expect(await tessera('backup', '--verify', file, '--passphrase-file', passphrase)).toMatchObject({ code: EXIT.ok });
  writeFileSync(join(folder, 'short'), 'short\n');
  expect(await tessera('backup', '--verify', file, '--passphrase-file', join(folder, 'short'))).toMatchObject({ code: EXIT.usage });
});

it('restores nothing without knowing who was erased since, and nothing into a database that is used', async () => {
  const file = join(folder, 'one.backup');
  rmSync(ledger, { force: true });
  expect(await tessera('restore', file)).toMatchObject({ code: EXIT.usage, err: expect.stringMatching(/would come back/) });
  expect(await tessera('restore', file, '--ledger', join(folder, 'none'))).toMatchObject({ code: EXIT.usage });
  expect(await tessera('restore', file, '--no-erasures')).toMatchObject({ code: EXIT.failed, err: expect.stringMatching(/not empty/) });
  const other = join(folder, 'ledger.jsonl');
  const entry = { v: 1, id: crypto.randomUUID(), requestId: null, at: new Date().toISOString(), keyMark: 'x', hashes: [] };
  writeFileSync(other, `${JSON.stringify(entry)}\n`);
  expect(await tessera('restore', file, '--ledger', other)).toMatchObject({ code: EXIT.failed, err: expect.stringMatching(/not empty/) });
  expect(existsSync(ledger)).toBe(false);
  expect(await tessera('restore', passphrase, '--no-erasures')).toMatchObject({
    code: EXIT.failed,
    err: expect.stringMatching(/no back-up of Tessera/),
  });
});
