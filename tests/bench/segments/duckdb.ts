import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { connect } from '@/db/client';

export type Duck = { run(text: string): Promise<number[]>; close(): void };

/** The same rows in DuckDB: narrow columns, as it likes them best. */
export async function duckWith(): Promise<Duck> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-duck-'));
  const copy = async (query: string, file: string) => {
    const path = join(folder, file);
    // A connection of its own: postgres.js leaves one that COPY was read from unusable.
    const one = connect(process.env.DATABASE_URL ?? '', { max: 1 });
    await pipeline(await one.unsafe(`copy (${query}) to stdout with (format csv)`).readable(), createWriteStream(path));
    await one.end({ timeout: 1 });
    return path;
  };
  const events = await copy(
    `select profile_id, name, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS'), value from events`,
    'events.csv',
  );
  const profiles = await copy(`select id, traits->>'country' from profiles`, 'profiles.csv');
  const instance = await DuckDBInstance.create(join(folder, 'bench.duckdb'));
  const connection = await instance.connect();
  await connection.run(`create table events as select * from read_csv('${events}', header = false,
    columns = {'profile_id': 'uuid', 'name': 'varchar', 'occurred_at': 'timestamp', 'value': 'double'})`);
  await connection.run(
    `create table profiles as select * from read_csv('${profiles}', header = false, columns = {'id': 'uuid', 'country': 'varchar'})`,
  );
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

const ago = (now: Date, days: number) =>
  `timestamp '${new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 23).replace('T', ' ')}'`;

/** The reference rule in DuckDB. */
export const duckReference = (now: Date): string => `
  select count(*) from (
    select profile_id from events where name = 'Order Completed' and occurred_at > ${ago(now, 90)} and occurred_at <= ${ago(now, 0)}
    group by profile_id having count(*) >= 3 and sum(value) >= 500) o
  join profiles p on p.id = o.profile_id
  where p.country in ('DE', 'FR', 'GB') and not exists (
    select 1 from events m where m.profile_id = o.profile_id and m.name = 'Email Opened' and m.occurred_at > ${ago(now, 30)} and m.occurred_at <= ${ago(now, 0)})`;

/** Many rules of its kind in one pass in DuckDB: how many each fits. */
export function duckMany(now: Date, rules: readonly { orders: number; sum: number; days: number; opened: number }[]): string {
  const inside = (event: string, days: number) => `name = '${event}' and occurred_at > ${ago(now, days)}`;
  const columns = rules.map(
    ({ orders, sum, days, opened }, i) =>
      `(count(*) filter (where ${inside('Order Completed', days)}) >= ${orders} and sum(value) filter (where ${inside('Order Completed', days)}) >= ${sum}
        and count(*) filter (where ${inside('Email Opened', opened)}) = 0) as r${i}`,
  );
  return `select ${rules.map((_, i) => `count(*) filter (where r${i})`).join(', ')} from (
    select profile_id, ${columns.join(', ')} from events
    where name in ('Order Completed', 'Email Opened') and occurred_at > ${ago(now, 90)} and occurred_at <= ${ago(now, 0)} group by profile_id) x`;
}
