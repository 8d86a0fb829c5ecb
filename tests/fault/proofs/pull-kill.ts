import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '@/db/embedded/server';
import { systemScope } from '@/features/access/core/scope';
import { startRun as startPull } from '@/features/sources/connections/mutations/runs';
import { createConnectorSource } from '@/features/sources/connections/mutations/settings';
import { encryptSecret } from '@/lib/crypto';
import { openPostgresDoor } from '@/tests/integration/postgres-door';
import { type Installation, startInstallation } from '../installation';
import type { Proof, ProofContext } from './types';

const ROWS = 1_000_000;
/** The last five minutes before the mark are read again; rows are a second apart. */
const LOOKBACK_ROWS = 301;

type Run = { status: string; read: number; accepted: number; rejected: number; unchanged: number; fault: string | null };
type World = { installation: Installation; sql: postgres.Sql; other: postgres.Sql; sourceId: string; context: ProofContext };

/**
 * A table of `--rows` people (a million) is read whole, its reader killed in the middle, then again for what is new and changed, then whole
 * once more. Counts of every run add up, every row is one stored message, and what is known of each person is what the table says.
 */
export const pullKill: Proof = {
  claim: 'a table is pulled whole and then incrementally, killed in the middle and resumed: counts add up, nothing is lost or doubled',
  run,
};

async function run(context: ProofContext): Promise<void> {
  const { dir, say, rounds: rows = ROWS } = context;
  chmodSync(dir, 0o755);
  const server = await startEmbedded({ dataDir: join(dir, 'other'), durable: false, logFile: join(dir, 'other.log') });
  const door = await openPostgresDoor(server.socketDir);
  const other = client(server.url('postgres'), server.socketDir);
  const installation = await startInstallation(dir, { headless: true, env: { ALLOW_PRIVATE_HOSTS: `127.0.0.1:${door.port}` } });
  const { url, socket } = installation.database();
  const sql = client(url, socket);
  try {
    await makeTable(other, rows);
    const sourceId = await makeSource(sql, door.port);
    say(`${rows.toLocaleString('en')} rows in a second PostgreSQL; the source is set up`);
    await pullThrice({ installation, sql, other, sourceId, context }, rows);
  } finally {
    await Promise.all([sql.end({ timeout: 5 }), other.end({ timeout: 5 })]);
    await installation.stop();
    await door.close();
    await server.stop();
  }
}

const client = (url: string, socket: string) =>
  postgres(url, { max: 2, path: `${socket}/.s.PGSQL.5432`, onnotice: () => undefined } as never) as postgres.Sql;

async function makeTable(other: postgres.Sql, rows: number): Promise<void> {
  await other`create table customers (id bigint primary key, email text not null, city text, points int not null, updated_at timestamptz not null)`;
  await other`
    insert into customers select n, 'c' || n || '@example.org', 'City ' || n % 500, n % 1000, timestamptz '2020-01-01' + n * interval '1 second'
    from generate_series(1, ${rows}::int) n`;
  await other`create index on customers (updated_at, id)`;
  await other`analyze customers`;
}

async function makeSource(sql: postgres.Sql, port: number): Promise<string> {
  const settings = { host: '127.0.0.1', port, database: 'postgres', user: 'tessera', password: '', tls: 'off', statementSeconds: 120 };
  const mapping = {
    rows: 'people',
    key: 'id',
    columns: [
      { name: 'id', target: { kind: 'identifier', type: 'user_id' } },
      { name: 'email', target: { kind: 'identifier', type: 'email' } },
      { name: 'city', target: { kind: 'trait', name: 'city', type: 'string' } },
      { name: 'points', target: { kind: 'trait', name: 'points', type: 'number' } },
    ],
  };
  const types = ['bigint', 'text', 'text', 'integer', 'timestamp with time zone'];
  const columns = ['id', 'email', 'city', 'points', 'updated_at'].map((name, i) => ({ name, type: types[i] }));
  const selection = { stream: 'customers', query: null, key: ['id'], mark: 'updated_at', items: null };
  return sql.begin(async (tx) => {
    const { id } = await createConnectorSource(tx as never, systemScope('proof'), { name: 'Customers', kind: 'postgres' });
    await tx`
      update source_connections set settings_encrypted = ${encryptSecret(JSON.stringify(settings))}, selection = ${tx.json(selection)},
        columns = ${tx.json(columns as never)}, mapping = ${tx.json(mapping as never)}, mode = 'incremental' where source_id = ${id}`;
    return id;
  });
}

async function pullThrice(world: World, rows: number): Promise<void> {
  const { sql, other, context, sourceId } = world;
  const first = await pull(world, 'the whole table', false, [rows * (0.2 + context.random() * 0.3), rows * (0.6 + context.random() * 0.3)]);
  expectCounts(world, first, { read: rows, accepted: rows, unchanged: 0 });
  await compare(world, rows);

  const [changed, fresh] = [Math.ceil(rows / 50), Math.ceil(rows / 100)];
  await other`
    update customers set points = points + 1000, updated_at = timestamptz '2030-01-01' + id * interval '1 millisecond' where id <= ${changed}`;
  await other`
    insert into customers select n, 'c' || n || '@example.org', 'New', 7, timestamptz '2031-01-01' + n * interval '1 millisecond'
    from generate_series(${rows + 1}::int, ${rows + fresh}::int) n`;
  const news = changed + fresh;
  const second = await pull(world, `what is new: ${changed} changed, ${fresh} new`, false, [news * (0.2 + context.random() * 0.6)]);
  expectCounts(world, second, { accepted: news });
  if (second.unchanged > LOOKBACK_ROWS) context.fault(`${second.unchanged} unchanged rows were read again`);
  await compare(world, rows + news);

  const third = await pull(world, 'the whole table once more', true, []);
  expectCounts(world, third, { read: rows + fresh, accepted: 0, unchanged: rows + fresh });
  await compare(world, rows + news);
  const [log] = await sql<{ n: number }[]>`select count(*)::int as n from source_runs where source_id = ${sourceId} and status = 'done'`;
  if (log?.n !== 3) context.fault(`the log holds ${log?.n} finished runs, not 3`);
}

/** Runs to the end, killing the worker or everything whenever a place is passed. */
async function pull({ installation, sql, sourceId, context }: World, what: string, all: boolean, places: number[]): Promise<Run> {
  const begun = Date.now();
  const { runId } = await sql.begin((tx) => startPull(tx as never, systemScope('proof'), sourceId, { all, trigger: 'staff' }));
  const waiting = [...places];
  const kills: string[] = [];
  for (const end = Date.now() + 3_600_000; Date.now() < end; await pause(50)) {
    const state = await readRun(sql, runId).catch(() => undefined);
    if (!state) continue;
    if (state.status === 'done' || state.status === 'failed') {
      const seconds = (Date.now() - begun) / 1000;
      context.say(
        `${what}: ${state.status} after ${seconds.toFixed(1)} s (${Math.round(state.read / seconds).toLocaleString('en')} rows/s); read ${state.read} = accepted ${state.accepted} + unchanged ${state.unchanged} + rejected ${state.rejected}; killed ${kills.length > 0 ? kills.join(', ') : 'nothing'}`,
      );
      if (state.status === 'failed') context.fault(`the run failed: ${state.fault}`);
      if (kills.length < places.length) context.fault(`only ${kills.length} of ${places.length} kills were in time`);
      return state;
    }
    const place = waiting[0];
    if (place !== undefined && state.read >= place) {
      waiting.shift();
      const victim = kills.length % 2 === 0 ? 'worker' : 'everything';
      kills.push(`${victim} at ${state.read}`);
      installation.kill(victim);
      await installation.untilReady(120).catch(() => {
        // On a machine with too much to do, the remains of a killed database may outlive the wait for their end: as a service would, start again.
        installation.restart();
        return installation.untilReady(300);
      });
    }
  }
  throw new Error('A run did not end within an hour');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function readRun(sql: postgres.Sql, id: string): Promise<Run> {
  const [row] = await sql<Run[]>`
    select status, (counts->>'read')::int as read, (counts->>'accepted')::int as accepted, (counts->>'rejected')::int as rejected,
      (counts->>'unchanged')::int as unchanged, fault->>'message' as fault
    from source_runs where id = ${id}`;
  if (!row) throw new Error('The run is gone');
  return row;
}

function expectCounts({ context }: World, run: Run, wanted: Partial<Run>): void {
  if (run.read !== run.accepted + run.unchanged + run.rejected) context.fault('the counts do not add up');
  for (const [key, value] of Object.entries({ rejected: 0, ...wanted }))
    if (run[key as keyof Run] !== value) context.fault(`${key} is ${run[key as keyof Run]}, not ${value}`);
}

/** Waits for the pipeline, then compares messages and people with the table. */
async function compare({ installation, sql, other, sourceId, context }: World, messages: number): Promise<void> {
  await installation.untilDrained(3_600);
  const [stored] = await sql<{ n: number; ids: number }[]>`
    select count(*)::int as n, count(distinct message_id)::int as ids from events where source_id = ${sourceId}`;
  if (stored?.n !== messages || stored.ids !== messages)
    context.fault(`${stored?.n} messages are stored under ${stored?.ids} ids, not ${messages}`);
  const [ours] = await sql<{ n: number; sum: number; cities: number }[]>`
    select count(*)::int as n, sum((traits->>'points')::float8) as sum, count(distinct traits->>'city')::int as cities
    from profiles where traits ? 'points'`;
  const [theirs] = await other<{ n: number; sum: number; cities: number }[]>`
    select count(*)::int as n, sum(points)::float8 as sum, count(distinct city)::int as cities from customers`;
  const line = (of: typeof ours) => `${of?.n} people, ${of?.sum} points, ${of?.cities} cities`;
  if (line(ours) !== line(theirs)) context.fault(`known: ${line(ours)}; in the table: ${line(theirs)}`);
  context.say(`  stored: ${stored?.n} messages under ${stored?.ids} ids; ${line(ours)}, as in the table`);
}
