import { inject } from 'vitest';
import { connect, type Sql } from '@/db/client';
import { openPostgresDoor } from './postgres-door';

export type OtherPostgres = { sql: Sql; port: number; settings: Record<string, string | number>; cut(): void; close(): Promise<void> };

/** Somebody else's database: a second one of the test server, reached over TCP as a connector does. The port must be allowed before anything reads the settings. */
export async function otherPostgres(name: string, port: number): Promise<OtherPostgres> {
  const { url, socketDir } = inject('testServer');
  const door = await openPostgresDoor(socketDir, port);
  const database = `other_${name}_${process.pid}`;
  const admin = connect(url, { max: 1 });
  await admin.unsafe(`drop database if exists ${database} with (force)`);
  await admin.unsafe(`create database ${database}`);
  const address = new URL(url);
  address.pathname = `/${database}`;
  const sql = connect(address.href, { max: 2 });
  return {
    sql,
    port: door.port,
    settings: { host: '127.0.0.1', port: door.port, database, user: address.username, password: address.password || 'none', tls: 'off' },
    cut: door.cut,
    close: async () => {
      await sql.end({ timeout: 5 });
      await door.close();
      await admin.unsafe(`drop database if exists ${database} with (force)`);
      await admin.end();
    },
  };
}
