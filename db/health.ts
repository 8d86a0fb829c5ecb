import { readFileSync } from 'node:fs';
import { sql } from './client';

/** A worker counts as alive for this long after its last heartbeat, which it gives every two seconds. */
const HEARTBEAT_LIMIT_S = 15;
/** Accepted events may wait this long before the installation is called not ready. */
const LAG_LIMIT_S = 300;

export type Readiness = {
  ready: boolean;
  checks: {
    database: { ok: boolean };
    migrations: { ok: boolean; applied: number; expected: number };
    worker: { ok: boolean; alive: number; lastSeenSecondsAgo: number | null };
    /** How long the oldest accepted request has waited for the pipeline, and how many wait. */
    lag: { ok: boolean; seconds: number; requests: number };
  };
};

/** How many migrations this build brings. */
function expectedMigrations(): number {
  const journal = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8')) as { entries: unknown[] };
  return journal.entries.length;
}

const notReady = (): Readiness => ({
  ready: false,
  checks: {
    database: { ok: false },
    migrations: { ok: false, applied: 0, expected: expectedMigrations() },
    worker: { ok: false, alive: 0, lastSeenSecondsAgo: null },
    lag: { ok: false, seconds: 0, requests: 0 },
  },
});

type State = { applied: number; alive: number; ago: number | null; seconds: number | null; requests: number };

async function readState(): Promise<State | undefined> {
  const [row] = await sql()<State[]>`
    select (select count(*)::int from drizzle.__drizzle_migrations) as applied,
      (select count(*)::int from worker_heartbeats where seen_at > now() - make_interval(secs => ${HEARTBEAT_LIMIT_S})) as alive,
      (select extract(epoch from now() - max(seen_at))::float8 from worker_heartbeats) as ago,
      coalesce(sum(waiting.n), 0)::int as requests,
      extract(epoch from now() - min(waiting.oldest))::float8 as seconds
    from inbox_lanes l, lateral (
      select count(*) as n, min(i.received_at) as oldest
      from (select received_at from inbox where lane = l.lane and seq > l.cursor order by seq limit 10000) i
    ) waiting`;
  return row;
}

/** Whether the installation can do its work: database, schema, a living worker, and a backlog that moves. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  const state = await readState().catch(() => undefined);
  if (!state) return notReady();
  const expected = expectedMigrations();
  const seconds = Math.max(0, state.seconds ?? 0);
  const checks = {
    database: { ok: true },
    migrations: { ok: state.applied >= expected, applied: state.applied, expected },
    worker: { ok: state.alive > 0, alive: state.alive, lastSeenSecondsAgo: state.ago },
    lag: { ok: seconds < LAG_LIMIT_S, seconds, requests: state.requests },
  };
  return { ready: Object.values(checks).every((c) => c.ok), checks };
}
