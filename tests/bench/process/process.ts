import { randomUUID } from 'node:crypto';
import type { Sql } from '@/db/client';
import { copyIn, copyLine } from '@/db/copy';
import { cliScope } from '@/features/access/core/scope';
import { LANES } from '@/features/ingest/constants';
import { laneOf } from '@/features/ingest/core/lane';
import { appendToInbox } from '@/features/ingest/mutations';
import { makeInboxPartitions } from '@/features/ingest/partitions';
import type { RawEvent } from '@/features/ingest/types';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { createKeyForSourceNamed } from '@/features/sources/mutations';
import { runJobs } from '@/tests/integration/run-jobs';
import { acquireLease } from '@/worker/pipeline/lease';
import { runBatch } from '@/worker/pipeline/run-batch';
import type { StageProbe } from '@/worker/pipeline/stages';
import { ensureEventPartitions } from '@/worker/pipeline/write/event-partitions';
import { jobs } from '@/worker/registry';
import { eventMaker } from '../ingest/events';
import { type Cost, cpuSum, measured } from '../lib/cpu';
import { benchDb } from '../lib/database';
import { type Figure, printFigures, whole } from '../lib/report';
import { benchRules } from './rules';
import { stageCpu } from './stage-cpu';

const REQUEST = 100;
const BATCH = 2500;
/** `smoke` only shows that the bench runs. */
const SIZES = {
  smoke: { people: 300, warm: 1000, staged: 500, count: 500, seconds: 1, copies: 500 },
  quick: { people: 20_000, warm: 60_000, staged: 20_000, count: 40_000, seconds: 10, copies: 20_000 },
  full: { people: 100_000, warm: 400_000, staged: 50_000, count: 200_000, seconds: 60, copies: 20_000 },
} as const;
const OWNER = randomUUID();

/**
 * Processing events fully: identities, stored events, profiles, aggregates and twenty live segments current, against plain
 * COPY into the same table in the same run; CPU time per stage; and the backlog under a steady stream.
 */
export async function benchProcess(args: readonly string[]): Promise<void> {
  const { people, warm, staged, count, seconds, copies } =
    SIZES[args.includes('--smoke') ? 'smoke' : args.includes('--quick') ? 'quick' : 'full'];
  const { sql, pid } = await benchDb();
  const figures: Figure[] = [];
  const trees = { worker: process.pid, database: pid };
  try {
    const { sourceId } = await sql.begin((tx) => createKeyForSourceNamed(tx, cliScope('bench'), 'Bench'));
    await makeInboxPartitions(sql);
    const make = recentEvents(people);
    await fill(sql, sourceId, make, warm);
    await drainAll(sql);
    if (!args.includes('--stages')) await liveSegments(sql);
    await sql.unsafe('vacuum analyze');

    await fill(sql, sourceId, make, staged);
    const stages = stageCpu(pid);
    await drainAll(sql, stages.probe, stages.restart);
    printStages(stages.stages, staged);
    if (args.includes('--stages')) return;

    await fill(sql, sourceId, make, count);
    const all = await measured(trees, [], () => drainAll(sql));
    const rate = count / all.cost.seconds;
    const perCpu = count / cpuSum(all.cost);
    figures.push(
      {
        name: `fully processed, 20 live segments, ${LANES} lanes, backlog of ${whole(count)}`,
        value: `${whole(rate)} events/s`,
        goal: '≥ 4,000',
        met: rate >= 4000,
        cost: all.cost,
      },
      {
        name: '… per CPU-second',
        value: `${whole(perCpu)} (two free cores: ${whole(perCpu * 2)} events/s)`,
        goal: '≥ 2,000',
        met: perCpu >= 2000,
      },
    );
    figures.push(await steady(sql, sourceId, make, { rate: 2000, seconds, trees }));

    const some = Array.from({ length: copies }, make);
    const one = await copyLimit(sql, some, trees, false);
    const every = await copyLimit(sql, some, trees, true);
    figures.push(
      {
        name: 'limit: COPY of the same events into events',
        value: `${whole(one.perSecond)} events/s, ${whole(one.perCpu)} per CPU-s`,
        cost: one.cost,
      },
      { name: '… fully processed is', value: (perCpu / one.perCpu).toFixed(2) },
      {
        name: 'limit: COPY into the same tables (events, message_keys, daily_aggregates, search_keys)',
        value: `${whole(every.perSecond)} events/s, ${whole(every.perCpu)} per CPU-s`,
        cost: every.cost,
      },
      { name: '… fully processed is', value: (perCpu / every.perCpu).toFixed(2), goal: '≥ 0.2', met: perCpu / every.perCpu >= 0.2 },
    );
    printFigures('Processing: from the inbox to live segments', figures);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** The ingestion bench's events, within the last 90 days, some of them `identify` with traits. */
function recentEvents(people: number): () => RawEvent {
  const make = eventMaker(11, people);
  const end = Date.now() - 60_000;
  let n = 0;
  return () => {
    const event = make() as RawEvent;
    n += 1;
    const timestamp = new Date(end - ((n * 7919) % 7_776_000) * 1000).toISOString();
    if (n % 20 !== 0 || event.userId === undefined) return { ...event, timestamp };
    const { event: _, properties: __, ...rest } = event;
    return {
      ...rest,
      type: 'identify',
      timestamp,
      traits: { email: `${event.userId}@example.com`, name: `Person ${event.userId}`, plan: n % 3 ? 'free' : 'pro' },
    };
  };
}

/** Puts events into the inbox as requests of a hundred */
async function fill(sql: Sql, sourceId: string, make: () => RawEvent, count: number): Promise<void> {
  for (let done = 0; done < count; done += 20_000) {
    const events = Array.from({ length: Math.min(20_000, count - done) }, make);
    await sql.begin((tx) => appendToInbox(tx, requests(sourceId, events)));
  }
}

function requests(sourceId: string, events: readonly RawEvent[]) {
  const rows = [];
  for (let at = 0; at < events.length; at += REQUEST) {
    const lanes = new Map<number, RawEvent[]>();
    for (const e of events.slice(at, at + REQUEST)) lanes.set(laneOf(e), [...(lanes.get(laneOf(e)) ?? []), e]);
    for (const [lane, batch] of lanes)
      rows.push({ lane, sourceId, mode: 'live' as const, receivedAt: new Date(), body: JSON.stringify({ batch }) });
  }
  return rows;
}

/** All lanes side by side; one after another when stages are measured. */
async function drainAll(sql: Sql, probe?: StageProbe, beforeBatch?: () => void): Promise<void> {
  const drain = async (lane: number) => {
    const lease = await acquireLease(sql, lane, OWNER);
    if (!lease) throw new Error('lane held');
    const size = { average: 25 };
    for (;;) {
      beforeBatch?.();
      if (!(await runBatch(sql, lease, { limit: BATCH, size, ...(probe ? { probe } : {}) }))) return;
    }
  };
  const lanes = Array.from({ length: LANES }, (_, n) => n);
  if (!probe) await Promise.all(lanes.map(drain));
  else for (const lane of lanes) await drain(lane);
}

async function liveSegments(sql: Sql): Promise<void> {
  for (const [n, rule] of benchRules().entries())
    await sql.begin((tx) => createSegment(tx, cliScope('bench'), { name: `Bench ${n}`, description: '', rule }));
  for (let round = 0; ; round++) {
    await runJobs(process.env.DATABASE_URL ?? '', jobs);
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from segments where state = 'live'`;
    if (row?.n === 20) return;
    if (round > 60) throw new Error(`${row?.n} of 20 segments are live`);
    await new Promise((r) => setTimeout(r, 1000));
  }
}

/** The same rows by COPY into the tables that a batch writes one row an event of, with their indexes and what they hold by now. */
async function copyLimit(
  sql: Sql,
  some: readonly RawEvent[],
  trees: Record<string, number>,
  every: boolean,
): Promise<{ perSecond: number; perCpu: number; cost: Cost }> {
  await ensureEventPartitions(
    sql,
    some.map((e) => new Date(e.timestamp ?? 0)),
  );
  const source = randomUUID();
  const rows = some.map((e) => ({
    at: e.timestamp ?? new Date().toISOString(),
    name: e.event ?? '$identify',
    order: String(e.properties?.order_id ?? ''),
    rest: [
      e.type,
      e.event ?? '$identify',
      typeof e.properties?.revenue === 'number' ? e.properties.revenue : null,
      'EUR',
      e.messageId,
      JSON.stringify(e.properties ?? e.traits ?? {}),
      JSON.stringify(e.context),
    ],
  }));
  const rounds = 2;
  const { cost } = await measured(trees, [], async () => {
    for (let round = 0; round < rounds; round++) {
      for (let at = 0; at < rows.length; at += BATCH) {
        const part = rows.slice(at, at + BATCH).map((r) => ({ ...r, profile: randomUUID(), id: randomUUID() }));
        await sql.begin(async (tx) => {
          await copyIn(
            tx,
            'copy events (profile_id, occurred_at, id, record_id, source_id, received_at, type, name, value, currency, message_id, properties, context) from stdin',
            part.map((r) => copyLine([r.profile, r.at, r.id, r.id, source, r.at, ...r.rest])),
          );
          if (!every) return;
          await copyIn(
            tx,
            'copy message_keys (event_id, received_at) from stdin',
            part.map((r) => copyLine([r.id, r.at])),
          );
          await copyIn(
            tx,
            'copy daily_aggregates (profile_id, event_key, day, n, sum) from stdin',
            part.map((r) => copyLine([r.profile, 1, r.at.slice(0, 10), 1, 1])),
          );
          await copyIn(
            tx,
            'copy search_keys (profile_id, kind, value, event_id, occurred_at) from stdin',
            part.filter((r) => r.order !== '').map((r) => copyLine([r.profile, 'order_id', r.order, r.id, r.at])),
          );
        });
      }
    }
  });
  const n = rows.length * rounds;
  return { perSecond: n / cost.seconds, perCpu: n / cpuSum(cost), cost };
}

/** A steady stream for a while: the backlog must not grow. */
async function steady(
  sql: Sql,
  sourceId: string,
  make: () => RawEvent,
  { rate, seconds, trees }: { rate: number; seconds: number; trees: Record<string, number> },
): Promise<Figure> {
  let stop = false;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const lease = await acquireLease(sql, lane, OWNER);
    const size = { average: 25 };
    while (!stop && lease) if (!(await runBatch(sql, lease, { limit: BATCH, size }))) await new Promise((r) => setTimeout(r, 20));
  });
  const backlogs: number[] = [];
  const { cost } = await measured(trees, [], async () => {
    const start = performance.now();
    for (let step = 1; step <= seconds * 5; step++) {
      await fill(sql, sourceId, make, rate / 5);
      const wait = start + step * 200 - performance.now();
      if (wait > 0) await new Promise((r) => setTimeout(r, wait));
      if (step % 5 === 0) backlogs.push(await backlog(sql));
    }
  });
  stop = true;
  await Promise.all(lanes);
  const half = backlogs.length >> 1;
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
  const [early, late] = [mean(backlogs.slice(0, half)), mean(backlogs.slice(half))];
  return {
    name: `backlog at ${whole(rate)} events/s for ${seconds} s`,
    value: `${whole(early)} → ${whole(late)} events waiting (first and second half)`,
    goal: 'flat',
    met: late <= Math.max(early * 1.5, rate),
    cost,
  };
}

async function backlog(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select coalesce(sum((length(i.body) - length(replace(i.body, '"messageId":', ''))) / 12), 0)::float8 as n
    from inbox_lanes l join inbox i on i.lane = l.lane and i.seq > l.cursor`;
  return row?.n ?? 0;
}

function printStages(stages: Map<string, { node: number; database: number }>, events: number): void {
  const us = (s: number) => ((s / events) * 1e6).toFixed(1);
  const total = [...stages.values()].reduce((sum, s) => ({ node: sum.node + s.node, database: sum.database + s.database }), {
    node: 0,
    database: 0,
  });
  const rows = [...stages, ['all', total] as const].map(
    ([name, s]) => `| ${name} | ${us(s.node)} | ${us(s.database)} | ${us(s.node + s.database)} |`,
  );
  process.stdout.write(
    `\n## CPU per stage, microseconds an event\n\n| stage | worker | database | both |\n|---|---|---|---|\n${rows.join('\n')}\n`,
  );
}
