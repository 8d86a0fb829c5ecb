import { inject } from 'vitest';
import { connect, type Sql } from '@/db/client';

export type TestDb = { sql: Sql; url: string; close(): Promise<void> };

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A fresh clone of the migrated template for this test file, in the run's own server. `sql()` and `db()` of db/client use
 * it until `close()`.
 * @throws Error when the server is not on this machine.
 */
export async function testDb(): Promise<TestDb> {
  const server = inject('testServer').url;
  const url = process.env.DATABASE_URL ?? '';
  if (![server, url].every((u) => LOCAL.includes(new URL(u).hostname))) throw new Error('Tests run on a database of this machine only');
  const name = new URL(url).pathname.slice(1);
  const admin = connect(server, { max: 1 });
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name} template tessera_template strategy file_copy`);
  const sql = connect(url, { max: 10 });
  const shared = globalThis as { __tessera?: { sql?: Sql; db?: unknown } };
  Object.assign((shared.__tessera ??= {}), { sql, db: undefined });
  return {
    sql,
    url,
    close: async () => {
      await sql.end({ timeout: 5 });
      await untilLeft(admin, name);
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
      if (shared.__tessera) Object.assign(shared.__tessera, { sql: undefined, db: undefined });
    },
  };
}

/** A job runner's connections close a moment after it has ended: cut off, they would be errors of the test. */
async function untilLeft(admin: Sql, name: string): Promise<void> {
  for (const end = Date.now() + 5_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const [row] = await admin<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity where datname = ${name} and backend_type = 'client backend'`;
    if (row?.n === 0) return;
  }
}
