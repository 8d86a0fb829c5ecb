import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mintScope } from '@/features/access/core/scope';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import type { RawEvent } from '@/features/ingest/types';
import { env } from '@/lib/env';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { secondDb } from '@/tests/integration/second-db';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { Sql } from '../client';
import { enqueue } from '../jobs';
import { fullName, listSequences, listTables, selectOf } from './catalogue';
import type { BackupKey } from './header';
import { leftOut } from './left-out';
import { loadBackup } from './load-backup';
import { stateOf } from './marker';
import { verifyBackup } from './read-backup';
import { writeBackup } from './write-backup';

const key: BackupKey = { kind: 'installation' };
const folder = mkdtempSync(join(tmpdir(), 'tessera-backup-'));
const upload = join(env().DATA_DIR, 'imports', 'waiting.csv');
let n = 0;
const newFile = () => join(folder, `${n++}.tessera`);

let t: TestDb;
let second: Awaited<ReturnType<typeof secondDb>>;

/** Every table's rows, as a number and one hash that knows no order. */
async function contents(sql: Sql): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of await listTables(sql)) {
    const name = fullName(table);
    const [row] = await sql.unsafe<{ sum: string }[]>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(r::text), '' order by md5(r::text))), '') as sum from (${selectOf(table)}) r`,
    );
    found[name] = row?.sum ?? '';
  }
  return found;
}

beforeAll(async () => {
  t = await testDb();
  const source = await makeSource(t.sql);
  const at = Date.parse('2019-11-30T23:00:00Z');
  const events = Array.from(
    { length: 400 },
    (_, i): RawEvent => ({
      type: i % 9 ? 'track' : 'identify',
      event: `Order ${i % 3}\ttab`,
      messageId: `m${i}`,
      userId: `u${i % 50}`,
      timestamp: new Date(at + i * 5 * 86_400_000).toISOString(),
      properties: { value: i / 3, currency: 'EUR', note: `line\nbreak \\N \\. "quote" – گفت ‎😀 ${i}`, list: [1, null, { a: 'ü' }] },
      traits: { name: `Åsa\\t ${i % 50}`, email: `U${i % 50}@Example.com` },
    }),
  );
  await feed(t.sql, source, events);
  await drain(t.sql);
  await feed(t.sql, source, [{ type: 'track', event: 'Waiting', userId: 'u1', messageId: 'waiting' }]);
  const [profile] = await t.sql<{ id: string }[]>`select id from profiles order by id limit 1`;
  const scope = mintScope({ type: 'user', id: randomUUID(), name: 'Ann', role: 'owner', sessionId: randomUUID() });
  await t.sql.begin(async (tx) => {
    await recordConsents(tx, scope, [
      {
        profileId: profile?.id ?? '',
        purpose: 'marketing',
        channel: 'email',
        state: 'granted',
        method: 'staff',
        evidence: { note: 'a\b' },
      },
    ]);
    await enqueue(tx, 'privacy.retention', {}, { key: 'later', runAt: new Date(Date.now() + 3_600_000) });
  });
  await t.sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody who is gone' where key = 'later'`;
  const [made] = await t.sql<{ id: string }[]>`
    insert into imports (file_name, file, bytes, sha256, created_by) values ('people.csv', 'waiting.csv', 5, 'x', 'Ann') returning id`;
  // Larger than a few of the chunks that are encrypted.
  for (let line = 1; line <= 8; line++)
    await t.sql`insert into import_rejects (import_id, line, code, reason, raw) values (${made?.id ?? ''}, ${line}, 'x', 'x', ${randomBytes(2 ** 18).toString('base64')})`;
  mkdirSync(join(env().DATA_DIR, 'imports'), { recursive: true });
  writeFileSync(upload, 'a,b\n1,2\n');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await t.close();
});
beforeEach(async () => {
  second = await secondDb();
});
afterEach(() => second.drop());

describe('a back-up', { timeout: 180_000 }, () => {
  it('brings back every row of every table, the sequences, the waiting file and the waiting job', async () => {
    const file = newFile();
    const shown = new Set<string>();
    await writeBackup(t.url, file, key, ({ what }) => shown.add(what));
    expect(shown).toContain('events');
    rmSync(upload);
    await loadBackup(second.url, file, key);
    const there = second.open();
    await t.sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null`;
    const [before, after] = [await contents(t.sql), await contents(there)];
    expect(after).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(50);
    expect(await listSequences(there)).toEqual(await listSequences(t.sql));
    expect(readFileSync(upload, 'utf8')).toBe('a,b\n1,2\n');
    const [definitions, ours] = [await shapeOf(there), await shapeOf(t.sql)];
    expect(definitions).toEqual(ours);
    expect(await stateOf(there)).toBe('used');
    // It goes on from there: what waited is processed, and a new job gets a new number.
    await drain(there);
    expect(await there`select 1 from events where name = 'Waiting'`).toHaveLength(1);
    await there.begin((tx) => enqueue(tx, 'privacy.retention', {}));
  });

  it('holds one moment, whatever is written meanwhile', async () => {
    const file = newFile();
    const before = await contents(t.sql);
    const [profile] = await t.sql<{ id: string }[]>`select id from profiles order by id limit 1`;
    let written: Promise<unknown> | undefined;
    await writeBackup(t.url, file, key, ({ what }) => {
      if (what === 'inbox')
        written ??= t.sql`insert into notes (profile_id, kind, body, author_id, author_name)
          values (${profile?.id ?? ''}, 'note', 'late', ${randomUUID()}, 'Ann')`.execute();
    });
    await written;
    await loadBackup(second.url, file, key);
    expect((await contents(second.open()))['"public"."notes"']).toBe(before['"public"."notes"']);
    await t.sql`delete from notes`;
  });

  it('is checked as a whole, and one changed or missing byte is found', async () => {
    const file = newFile();
    await writeBackup(t.url, file, key);
    const { begin, end } = await verifyBackup(file, key);
    expect(begin.migrations.length).toBeGreaterThan(0);
    expect(end.tables.find((table) => table.name === 'events')?.rows).toBe(400);
    const bytes = readFileSync(file);
    const broken = newFile();
    for (const at of [200, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(broken, changed);
      await expect(verifyBackup(broken, key)).rejects.toThrow(/damaged|format|not that of/);
    }
    writeFileSync(broken, bytes.subarray(0, bytes.length - 100));
    await expect(verifyBackup(broken, key)).rejects.toThrow(/damaged/);
    await expect(loadBackup(second.url, broken, key)).rejects.toThrow(/damaged/);
    expect(await stateOf(second.open())).toBe('unfinished');
    await loadBackup(second.url, file, key);
    expect(await stateOf(second.open())).toBe('used');
  });

  it('can be read by nobody without the key, and holds none of the installation’s keys', async () => {
    const file = newFile();
    const passphrase: BackupKey = { kind: 'passphrase', passphrase: 'a long sentence for tests' };
    await writeBackup(t.url, file, passphrase);
    expect(readFileSync(file).includes(Buffer.from('example.com'))).toBe(false);
    await expect(verifyBackup(file, { kind: 'passphrase', passphrase: 'another sentence' })).rejects.toThrow('The passphrase is wrong.');
    await expect(verifyBackup(file, key)).rejects.toThrow(/with a passphrase/);
    await verifyBackup(file, passphrase);
    await expect(writeBackup(t.url, file, key)).rejects.toThrow(/exists already/);
    expect(existsSync(`${file}.part`)).toBe(false);
  });
});

describe('a restore', { timeout: 180_000 }, () => {
  it('goes into an empty database only', async () => {
    const file = newFile();
    await writeBackup(t.url, file, key);
    await expect(loadBackup(t.url, file, key)).rejects.toThrow(/not empty/);
  });

  it('refuses a newer schema, takes an older one and brings it up to date', async () => {
    const file = newFile();
    await writeBackup(t.url, file, key);
    const older = join(folder, 'older');
    const newer = join(folder, 'newer');
    for (const dir of [older, newer]) cpSync('db/migrations', dir, { recursive: true });
    const journal = JSON.parse(readFileSync(join(newer, 'meta/_journal.json'), 'utf8')) as {
      entries: { idx: number; when: number; tag: string }[];
    };
    const last = journal.entries.at(-1);
    if (!last) throw new Error('There are no migrations');
    writeFileSync(
      join(newer, 'meta/_journal.json'),
      JSON.stringify({ ...journal, entries: [...journal.entries, { ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_more' }] }),
    );
    writeFileSync(join(newer, '9999_more.sql'), `alter table notes add column mood text not null default 'calm'`);
    writeFileSync(join(older, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));

    await expect(loadBackup(second.url, file, key, { folder: older })).rejects.toThrow(/newer version/);
    expect(await stateOf(second.open())).toBe('empty');
    await loadBackup(second.url, file, key, { folder: newer });
    expect(await second.open()`select mood from notes limit 0`).toEqual([]);
  });
});

it('leaves out only tables that exist', async () => {
  const rows = await t.sql<{ name: string }[]>`select schemaname || '.' || tablename as name from pg_tables`;
  expect(Object.keys(leftOut).filter((name) => !rows.some((row) => row.name === name))).toEqual([]);
});

/** Indexes and constraints of whole tables, as definitions. */
async function shapeOf(sql: Sql): Promise<string[]> {
  const rows = await sql<{ text: string }[]>`
    select pg_get_indexdef(i.indexrelid) as text from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint k
    where connamespace = 'public'::regnamespace and not exists (select from pg_class c where c.oid = k.conrelid and c.relispartition)
    order by 1`;
  return rows.map((row) => row.text);
}
