import type { AnySql } from '@/db/client';

export type Operations = {
  workers: { id: string; host: string; pid: number; startedAt: string; seenAt: string; isAlive: boolean }[];
  lanes: { lane: number; waiting: number; oldestAt: string | null; isHeld: boolean }[];
  clocks: { name: string; sweptTo: string }[];
  jobs: { name: string; waiting: number; failing: number }[];
  deliveries: { waiting: number; dead: number };
  database: { version: string; bytes: number };
  asOf: string;
};

/** A worker that has not been seen for so long is taken for dead. */
const ALIVE_SECONDS = 30;

/** What runs and what waits, for whoever runs the installation. Counts only: no personal data. */
export async function readOperations(tx: AnySql): Promise<Operations> {
  const [workers, lanes, clocks, jobs, deliveries, database] = await Promise.all([
    tx<{ id: string; host: string; pid: number; started_at: Date; seen_at: Date; alive: boolean }[]>`
      select id, host, pid, started_at, seen_at, seen_at > now() - make_interval(secs => ${ALIVE_SECONDS}) as alive
      from worker_heartbeats where seen_at > now() - interval '1 day' order by seen_at desc limit 20`,
    tx<{ lane: number; waiting: number; oldest: Date | null; held: boolean }[]>`
      select l.lane, w.waiting::float8 as waiting, w.oldest, coalesce(l.lease_until > now(), false) as held
      from inbox_lanes l left join lateral (
        select count(*) as waiting, min(received_at) as oldest from inbox i where i.lane = l.lane and i.seq > l.cursor) w on true
      order by l.lane`,
    tx<{ name: string; swept_to: Date }[]>`select name, swept_to from clock_state order by name`,
    tx<{ name: string; waiting: number; failing: number }[]>`
      select task_identifier as name, count(*)::int as waiting, (count(*) filter (where attempts > 0 and last_error is not null))::int as failing
      from graphile_worker.jobs group by 1 order by 1`,
    tx<{ waiting: number; dead: number }[]>`
      select (count(*) filter (where status in ('pending', 'sending', 'retry')))::float8 as waiting, (count(*) filter (where status = 'dead'))::float8 as dead
      from deliveries where created_at > now() - interval '30 days'`,
    tx<{ version: string; bytes: number }[]>`
      select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`,
  ]);
  return {
    workers: workers.map((w) => ({
      id: w.id,
      host: w.host,
      pid: w.pid,
      startedAt: w.started_at.toISOString(),
      seenAt: w.seen_at.toISOString(),
      isAlive: w.alive,
    })),
    lanes: lanes.map((l) => ({ lane: l.lane, waiting: l.waiting, oldestAt: l.oldest?.toISOString() ?? null, isHeld: l.held })),
    clocks: clocks.map((c) => ({ name: c.name, sweptTo: c.swept_to.toISOString() })),
    jobs: [...jobs],
    deliveries: deliveries[0] ?? { waiting: 0, dead: 0 },
    database: database[0] ?? { version: '', bytes: 0 },
    asOf: new Date().toISOString(),
  };
}
