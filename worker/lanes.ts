import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { connect, type Sql } from '@/db/client';
import { INBOX_CHANNEL, LANES } from '@/features/ingest/constants';
import { dropPassedInboxPartitions, makeInboxPartitions } from '@/features/ingest/partitions';
import { env } from '@/lib/env';
import { assert } from '@/lib/errors';
import { log } from '@/lib/log';
import { countBatch, countFailure } from './pipeline/batch-metrics';
import { acquireLease, LEASE_LOST, LEASE_SECONDS, type Lease, releaseLease, renewLease } from './pipeline/lease';
import { runBatch } from './pipeline/run-batch';
import { ensureMonthsAhead } from './pipeline/write/event-partitions';
import { makeTurns } from './turns';

/** Events of one batch: more would keep profiles locked for longer than they save. */
const BATCH_LIMIT = 2500;
/** Small batches of a lane begin at least this far apart, so that events share a transaction when there are many. */
const SPACING_MS = 20;
const SMALL_BATCH = 250;
/** How often the inbox is looked at without a notification: while none can come, and should one be lost. */
const POLL_MS = 50;
const LISTENING_POLL_MS = 250;
const RENEW_MS = (LEASE_SECONDS * 1000) / 3;
/** Batches at once: as many as there are cores. A lane that waits for its turn takes in all that has arrived by then. */
const BATCHES_AT_ONCE = Math.max(2, availableParallelism());
const UPKEEP_MS = 60_000;
const LONGEST_PAUSE_MS = 10_000;

type Stop = { stop(): Promise<void> };

/** A gate that many may wait at; opening it lets through who waits, or the next who comes. */
function makeGate() {
  let open = false;
  let release: (() => void) | undefined;
  return {
    open: () => {
      open = true;
      release?.();
    },
    /** Resolves when opened, or after `ms`. */
    wait: async (ms: number) => {
      if (!open) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          release = resolve;
          timer = setTimeout(resolve, ms);
        });
        clearTimeout(timer);
      }
      open = false;
    },
  };
}

type Gate = ReturnType<typeof makeGate>;

/**
 * Processes every lane that this worker can get hold of, until stopped. `stop` lets a batch under way end and gives the lanes
 * up. One failing lane does not stop the others.
 */
export function startLanes({ lanes = LANES, limit = BATCH_LIMIT } = {}): Stop {
  const { DATABASE_URL } = env();
  assert(DATABASE_URL, 'the worker has a database');
  // Its own connections: a lane in its transaction asks for a second one, and must never wait for others who do the same.
  const pool = connect(DATABASE_URL, { max: lanes + 4 });
  const owner = randomUUID();
  const stopping = new AbortController();
  const gates = Array.from({ length: lanes }, makeGate);
  const wake = () => {
    for (const gate of gates) gate.open();
  };
  const poll = { ms: POLL_MS };
  const listening = pool
    .listen(INBOX_CHANNEL, wake, () => {
      poll.ms = LISTENING_POLL_MS;
    })
    .catch((err: unknown) => log.warn({ err }, 'Cannot listen for new events: looking often instead'));
  const turns = makeTurns(BATCHES_AT_ONCE);
  const running = gates.map((gate, lane) => keepLane(pool, { lane, owner, gate, limit, poll, turns, signal: stopping.signal }));
  const upkeep = keepPartitions(pool, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await Promise.allSettled([...running, upkeep]);
      await listening;
      await pool.end({ timeout: 2 });
    },
  };
}

type Lane = {
  lane: number;
  owner: string;
  gate: Gate;
  limit: number;
  poll: { ms: number };
  turns: ReturnType<typeof makeTurns>;
  signal: AbortSignal;
};

async function keepLane(pool: Sql, { lane, owner, gate, limit, poll, turns, signal }: Lane): Promise<void> {
  const size = { average: 1 };
  let lease: Lease | undefined;
  let renewed = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      lease ??= await acquireLease(pool, lane, owner);
      if (!lease) {
        await gate.wait(1000);
        continue;
      }
      const held = lease;
      const result = (await hasWork(pool, lane)) ? await turns.take(() => runBatch(pool, held, { limit, size })) : undefined;
      failures = 0;
      if (result) {
        countBatch(lane, result);
        renewed = Date.now();
        if (result.events < SMALL_BATCH) await pause(SPACING_MS, signal);
        continue;
      }
      if (Date.now() - renewed > RENEW_MS) {
        if (!(await renewLease(pool, lease))) lease = undefined;
        renewed = Date.now();
      }
      await gate.wait(poll.ms);
    } catch (err) {
      if (err instanceof Error && err.message === LEASE_LOST) {
        lease = undefined;
        continue;
      }
      failures += 1;
      countFailure(lane);
      log.error({ err, lane, failures }, 'A batch failed and will be tried again');
      await gate.wait(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures));
    }
  }
  if (lease) await releaseLease(pool, lease).catch(() => undefined);
}

async function hasWork(pool: Sql, lane: number): Promise<boolean> {
  const rows = await pool`
    select 1 from inbox where lane = ${lane} and seq > (select cursor from inbox_lanes where lane = ${lane}) limit 1`;
  return rows.length > 0;
}

/** Partitions are made ahead and dropped behind, by whichever worker comes first. */
async function keepPartitions(pool: Sql, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await ensureMonthsAhead(pool);
      await makeInboxPartitions(pool);
      await dropPassedInboxPartitions(pool);
    } catch (err) {
      log.warn({ err }, 'Upkeep of partitions failed and will be tried again');
    }
    await pause(UPKEEP_MS, signal);
  }
}

/** Waits, or returns at once when stopped. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
