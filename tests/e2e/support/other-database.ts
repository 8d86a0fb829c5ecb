import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { openPostgresDoor } from '../../integration/postgres-door';

export type OtherDatabase = {
  sql: postgres.Sql;
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  close(): Promise<void>;
};

/** Somebody else's database: another one of the installation's server, reached over TCP as a connector does. */
export async function otherDatabase(name: string): Promise<OtherDatabase> {
  const file = join(process.env.DATA_DIR ?? '.data', 'runtime.json');
  const { databaseUrl, databaseSocket } = JSON.parse(readFileSync(file, 'utf8')) as { databaseUrl: string; databaseSocket: string };
  const { username, password } = new URL(databaseUrl);
  const options = {
    path: `${databaseSocket}/.s.PGSQL.5432`,
    user: username,
    password: decodeURIComponent(password),
    max: 1,
    onnotice: () => undefined,
  };
  const admin = postgres({ ...options, database: 'postgres' });
  await admin.unsafe(`create database ${name}`);
  const sql = postgres({ ...options, database: name });
  const door = await openPostgresDoor(databaseSocket, Number(process.env.E2E_DOOR_PORT));
  return {
    sql,
    host: '127.0.0.1',
    port: door.port,
    database: name,
    user: username,
    password: decodeURIComponent(password),
    close: async () => {
      await sql.end({ timeout: 2 });
      await door.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
