import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Sql } from '@/db/client';
import { copyIn, copyLine } from '@/db/copy';
import { cliScope } from '@/features/access/core/scope';
import { createKeyForSourceNamed } from '@/features/sources/mutations';
import { cpuSum, measured } from '../lib/cpu';
import { benchDb } from '../lib/database';
import { httpLoad, postBytes } from '../lib/http-load';
import { percentiles } from '../lib/percentiles';
import { type Figure, printFigures, whole } from '../lib/report';
import { eventMaker } from './events';
import { serve } from './server';

const BATCH = 100;

/** Accepting events, answered after commit: batches of 100 and single events, with the parse and COPY limits of the same run beside them. */
export async function benchAccept(args: readonly string[]): Promise<void> {
  const role = args.find((a) => a.startsWith('--role='))?.slice(7);
  if (role === 'accept' || role === 'parse') return serve(role);
  const seconds = args.includes('--quick') ? 4 : 10;
  const db = await benchDb();
  try {
    const { key } = await db.sql.begin((tx) => createKeyForSourceNamed(tx, cliScope('bench'), 'Bench'));
    const auth = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
    const make = eventMaker(7);
    const batches = Array.from({ length: 400 }, () =>
      JSON.stringify({ batch: Array.from({ length: BATCH }, make), sentAt: '2026-06-01T00:00:00.000Z' }),
    );
    const singles = Array.from({ length: 20_000 }, () => JSON.stringify(make()));
    const batchBytes = batches.map((b) => postBytes('/v1/batch', b, auth));
    const singleBytes = singles.map((s) => postBytes('/v1/track', s, auth));
    const figures: Figure[] = [];

    const rate = async (mode: 'accept' | 'parse', requests: Buffer[], connections: number) => {
      const child = fork(process.argv[1] ?? '', ['ingest', `--role=${mode}`], { env: process.env });
      try {
        const [{ port }] = (await once(child, 'message')) as [{ port: number }];
        const load = (s: number) =>
          httpLoad({ port, connections, seconds: s, next: (i) => requests[i % requests.length] ?? Buffer.alloc(0) });
        await load(1.5);
        const trees = { server: child.pid ?? 0, ...(mode === 'accept' ? { database: db.pid } : {}) };
        const { result, cost } = await measured(trees, [process.pid], () => load(seconds));
        if (result.failed > 0) throw new Error(`${result.failed} requests failed`);
        return { result, cost, memory: await memoryOf(child) };
      } finally {
        await stopChild(child);
      }
    };

    const parse = await rate('parse', batchBytes, 32);
    const copy = await copyLimit(db.sql, db.pid, batches, seconds);
    const accept = await rate('accept', batchBytes, 32);
    const perCpu = (r: { result: { ok: number }; cost: typeof parse.cost }, each: number) => (r.result.ok * each) / cpuSum(r.cost);
    const [parseRate, acceptRate] = [perCpu(parse, BATCH), perCpu(accept, BATCH)];
    const copyRate = copy.events / cpuSum(copy.cost);
    const limit = 1 / (1 / parseRate + 1 / copyRate);
    const perSecond = (accept.result.ok * BATCH) / accept.result.seconds;
    figures.push(
      { name: 'limit: parse and check, batches of 100', value: `${whole(parseRate)} events per CPU-s`, cost: parse.cost },
      { name: 'limit: COPY of the same text', value: `${whole(copyRate)} events per CPU-s`, cost: copy.cost },
      { name: 'both together', value: `${whole(limit)} events per CPU-s` },
      {
        name: 'accept, batches of 100, 32 connections',
        value: `${whole(perSecond)} events/s`,
        goal: '≥ 25,000',
        met: perSecond >= 25_000,
        cost: accept.cost,
      },
      { name: '… per CPU-second', value: whole(acceptRate), goal: '≥ 20,000', met: acceptRate >= 20_000 },
      { name: '… of the limit', value: (acceptRate / limit).toFixed(2), goal: '≥ 0.5', met: acceptRate / limit >= 0.5 },
      { name: '… p50 / p95 / p99', value: times(accept.result.times) },
      { name: '… memory of the web process', value: `${whole(accept.memory / 1e6)} MB`, goal: '< 512', met: accept.memory < 512e6 },
    );

    const parseOne = await rate('parse', singleBytes, 64);
    const one = await rate('accept', singleBytes, 64);
    const oneRate = one.result.ok / one.result.seconds;
    const { p99 } = percentiles(one.result.times);
    figures.push(
      { name: 'limit: parse and check, single events', value: `${whole(perCpu(parseOne, 1))} per CPU-s`, cost: parseOne.cost },
      {
        name: 'accept, single events, 64 connections',
        value: `${whole(oneRate)} requests/s`,
        goal: '≥ 5,000',
        met: oneRate >= 5_000,
        cost: one.cost,
      },
      { name: '… per CPU-second', value: whole(perCpu(one, 1)) },
      { name: '… p50 / p95 / p99', value: times(one.result.times), goal: 'p99 ≤ 40 ms', met: p99 <= 40 },
    );
    await checkStored(db.sql, figures);
    printFigures('Ingestion: accept', figures);
  } finally {
    await db.sql.end({ timeout: 2 });
  }
}

/** The same text by plain COPY, 32 rows a transaction, nothing else. */
async function copyLimit(sql: Sql, pid: number, batches: readonly string[], seconds: number) {
  await sql`create table bench_log (lane int, source_id uuid, mode text, received_at timestamptz, body text)`;
  const lines = batches.map((b) => copyLine([0, '00000000-0000-4000-8000-000000000000', 'live', '2026-06-01T00:00:00Z', b]));
  const until = performance.now() + seconds * 1000;
  const { result, cost } = await measured({ client: process.pid, database: pid }, [], async () => {
    let n = 0;
    while (performance.now() < until) {
      const from = n % (lines.length - 32);
      await sql.begin((tx) => copyIn(tx, 'copy bench_log from stdin', lines.slice(from, from + 32)));
      n += 32;
    }
    return n;
  });
  await sql`drop table bench_log`;
  return { events: result * BATCH, cost };
}

/** Every event answered 200 is in the inbox. */
async function checkStored(sql: Sql, figures: Figure[]): Promise<void> {
  const [row] = await sql<{ events: number }[]>`
    select coalesce(sum((length(body) - length(replace(body, '"messageId":', ''))) / 12), 0)::float8 as events from inbox`;
  figures.push({ name: 'events in the inbox after all', value: whole(row?.events ?? 0) });
}

const times = (list: readonly number[]): string => {
  const { p50, p95, p99 } = percentiles(list);
  return `${p50} / ${p95} / ${p99} ms`;
};

async function memoryOf(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [{ rss }] = (await once(child, 'message')) as [{ rss: number }];
  return rss;
}

async function stopChild(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}
