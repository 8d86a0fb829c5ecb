import type { AnySql } from '@/db/client';
import { checkReadiness } from '@/db/health';
import { COUNT_LIMIT } from '../constants';
import { plainError } from '../core/plain-error';

export type Operations = {
  readiness: { ready: boolean; database: boolean; applied: number; expected: number };
  workers: { id: string; host: string; pid: number; startedAt: string; seenAt: string; isAlive: boolean }[];
  /** `waiting` requests of at most `COUNT_LIMIT` counted ones; `events` is reckoned from the oldest of them. */
  lanes: { lane: number; waiting: number; events: number; oldestAt: string | null; isHeld: boolean }[];
  clocks: { name: string; sweptTo: string }[];
  /** `failing` ones are tried again, `failed` ones are not; `error` is the last one's text without personal data. */
  jobs: { name: string; waiting: number; running: number; failing: number; failed: number; error: string | null }[];
  /** Of the destinations that have some: waiting ones, since when the oldest waits, and those given up within a day. */
  deliveries: { id: string; name: string; waiting: number; oldestAt: string | null; dead: number }[];
  database: { version: string; bytes: number };
  asOf: string;
};

/** A worker that has not been seen for so long is taken for dead. */
const ALIVE_SECONDS = 30;
/** Requests of a lane that are opened to see how many events they hold. */
const OPENED = 50;

/** What runs and what waits, for whoever runs the installation. No personal data. */
export async function readOperations(tx: AnySql): Promise<Operations> {
  const [readiness, workers, lanes, clocks, jobs, deliveries, database] = await Promise.all([
    checkReadiness(),
    readWorkers(tx),
    readLanes(tx),
    tx<{ name: string; swept_to: Date }[]>`select name, swept_to from clock_state order by name`,
    readJobs(tx),
    readDeliveries(tx),
    tx<{ version: string; bytes: number }[]>`
      select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`,
  ]);
  const { applied, expected } = readiness.checks.migrations;
  return {
    readiness: { ready: readiness.ready, database: readiness.checks.database.ok, applied, expected },
    workers,
    lanes,
    clocks: clocks.map((c) => ({ name: c.name, sweptTo: c.swept_to.toISOString() })),
    jobs,
    deliveries,
    database: database[0] ?? { version: '', bytes: 0 },
    asOf: new Date().toISOString(),
  };
}

async function readWorkers(tx: AnySql): Promise<Operations['workers']> {
  const rows = await tx<{ id: string; host: string; pid: number; started_at: Date; seen_at: Date; alive: boolean }[]>`
    select id, host, pid, started_at, seen_at, seen_at > now() - make_interval(secs => ${ALIVE_SECONDS}) as alive
    from worker_heartbeats where seen_at > now() - interval '1 day' order by seen_at desc limit 20`;
  return rows.map((w) => ({
    id: w.id,
    host: w.host,
    pid: w.pid,
    startedAt: w.started_at.toISOString(),
    seenAt: w.seen_at.toISOString(),
    isAlive: w.alive,
  }));
}

async function readLanes(tx: AnySql): Promise<Operations['lanes']> {
  const rows = await tx<{ lane: number; waiting: number; each: number | null; oldest: Date | null; held: boolean }[]>`
    select l.lane, w.waiting::float8 as waiting, w.oldest, coalesce(l.lease_until > now(), false) as held, e.each
    from inbox_lanes l cross join lateral (
      select count(*) as waiting, min(received_at) as oldest
      from (select received_at from inbox where lane = l.lane and seq > l.cursor order by seq limit ${COUNT_LIMIT}) i
    ) w cross join lateral (
      select avg(json_array_length(body::json -> 'batch'))::float8 as each
      from (select body from inbox where lane = l.lane and seq > l.cursor order by seq limit ${OPENED}) i
    ) e order by l.lane`;
  return rows.map((l) => ({
    lane: l.lane,
    waiting: l.waiting,
    events: Math.round(l.waiting * (l.each ?? 0)),
    oldestAt: l.oldest?.toISOString() ?? null,
    isHeld: l.held,
  }));
}

async function readJobs(tx: AnySql): Promise<Operations['jobs']> {
  const rows = await tx<Operations['jobs']>`
    select task_identifier as name,
      (count(*) filter (where locked_at is null and attempts < max_attempts))::int as waiting,
      (count(*) filter (where locked_at is not null))::int as running,
      (count(*) filter (where last_error is not null and attempts < max_attempts))::int as failing,
      (count(*) filter (where locked_at is null and attempts >= max_attempts))::int as failed,
      (array_agg(left(last_error, 2000) order by updated_at desc) filter (where last_error is not null))[1] as error
    from graphile_worker.jobs group by 1 order by 1`;
  return rows.map((job) => ({ ...job, error: job.error === null ? null : plainError(job.error) }));
}

async function readDeliveries(tx: AnySql): Promise<Operations['deliveries']> {
  const rows = await tx<{ id: string; name: string; waiting: number; oldest: Date | null; dead: number }[]>`
    select d.id, d.name, w.waiting::float8 as waiting, w.oldest, g.dead::float8 as dead
    from destinations d cross join lateral (
      select count(*) as waiting, min(created_at) as oldest from (
        select created_at from deliveries
        where destination_id = d.id and status in ('pending', 'sending', 'retry') order by next_attempt_at limit ${COUNT_LIMIT}) x
    ) w cross join lateral (
      select count(*) as dead from deliveries where destination_id = d.id and created_at > now() - interval '1 day' and status = 'dead'
    ) g where w.waiting + g.dead > 0 order by w.waiting desc, d.name limit 50`;
  return rows.map(({ oldest, ...row }) => ({ ...row, oldestAt: oldest?.toISOString() ?? null }));
}
