import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAlive, waitGone } from './process-info';
import { type EmbeddedServer, startEmbedded } from './server';

const dir = mkdtempSync(join(tmpdir(), 'tessera-embedded-'));
const options = { dataDir: join(dir, 'db'), password: 'a password with & and ü', durable: true, logFile: join(dir, 'postgres.log') };
let server: EmbeddedServer;

beforeAll(async () => {
  chmodSync(dir, 0o755);
  server = await startEmbedded(options);
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const open = (password = options.password) =>
  postgres({ path: `${server.socketDir}/.s.PGSQL.5432`, user: 'tessera', password, database: 'postgres', max: 1 } as never) as postgres.Sql;

async function ask<T>(question: (sql: postgres.Sql) => Promise<T>, password?: string): Promise<T> {
  const sql = open(password);
  try {
    return await question(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

it('is durable, listens on its socket only and asks for the password', async () => {
  const [row] = await ask(
    (sql) => sql`select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
    current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses`,
  );
  expect(row).toEqual({ fsync: 'on', pages: 'on', commit: 'on', addresses: '' });
  await expect(ask((sql) => sql`select 1`, 'wrong')).rejects.toMatchObject({ code: '28P01' });
});

it('compares, folds and searches every script', async () => {
  const [row] = await ask((sql) => sql`select lower('ÀŁЖ') as lower, 'Łukasz' ilike 'łUK%' as found`);
  expect(row).toEqual({ lower: 'àłж', found: true });
});

it('comes back after kill -9 with what was committed', async () => {
  await ask((sql) => sql`create table kept as select 42 as answer`);
  process.kill(server.pid, 'SIGKILL');
  await waitGone(server.pid, 5_000);
  server = await startEmbedded(options);
  expect(await ask((sql) => sql`select answer from kept`)).toMatchObject([{ answer: 42 }]);
});

it('ends a server that a killed start left behind, and starts its own', async () => {
  const orphan = server.pid;
  server = await startEmbedded(options);
  expect([isAlive(orphan), server.pid === orphan]).toEqual([false, false]);
});

it('starts over a lock file whose number now belongs to another process', async () => {
  await server.stop();
  const lock = join(options.dataDir, 'postmaster.pid');
  expect(existsSync(lock)).toBe(false);
  writeFileSync(lock, `${process.pid}\n${options.dataDir}\n`);
  server = await startEmbedded(options);
  expect(readFileSync(lock, 'utf8').split('\n')[0]).toBe(String(server.pid));
});
