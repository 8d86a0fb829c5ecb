import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { connect } from '@/db/client';

export type Duck = { run(text: string): Promise<number[]>; close(): void };

const UTC = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')`;

/** The same rows in DuckDB: its own types, traits and properties as JSON. */
export async function duckWith(): Promise<Duck> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-duck-'));
  const instance = await DuckDBInstance.create(join(folder, 'bench.duckdb'));
  const connection = await instance.connect();
  const copy = async (table: string, query: string, columns: Record<string, string>) => {
    const path = join(folder, `${table}.csv`);
    // A connection of its own: postgres.js leaves one that COPY was read from unusable.
    const one = connect(process.env.DATABASE_URL ?? '', { max: 1 });
    await pipeline(await one.unsafe(`copy (${query}) to stdout with (format csv)`).readable(), createWriteStream(path));
    await one.end({ timeout: 1 });
    const described = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
    await connection.run(`create table ${table} as select * from read_csv('${path}', header = false, columns = {${described.join(', ')}})`);
    rmSync(path);
  };
  await copy('events', `select profile_id, name, ${UTC('occurred_at')}, value, properties from events`, {
    profile_id: 'uuid',
    name: 'varchar',
    occurred_at: 'timestamp',
    value: 'double',
    properties: 'json',
  });
  await copy('profiles', `select id, traits from profiles`, { id: 'uuid', traits: 'json' });
  await copy('consents', `select profile_id, purpose, channel, state, ${UTC('expires_at')} from consent_states`, {
    profile_id: 'uuid',
    purpose: 'varchar',
    channel: 'varchar',
    state: 'varchar',
    expires_at: 'timestamp',
  });
  return {
    run: async (text) => {
      const rows = (await connection.runAndReadAll(text)).getRows();
      return (rows[0] ?? []).map(Number);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How many a set has. */
export const duckCount = (set: string): string => `select count(*) from (${set})`;

/** How many each of the sets has, in one statement. */
export const duckCounts = (sets: readonly string[]): string =>
  `select ${sets.map((set, i) => `(select count(*) from (${set})) as r${i}`).join(', ')}`;
