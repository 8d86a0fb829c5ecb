import { setTimeout as sleep } from 'node:timers/promises';
import { type AnySql, connect, sql } from '@/db/client';
import { FIRST_RETRY_MS, SENDER_CHANNEL } from '@/features/activation/constants';
import { eachConnection } from '@/features/activation/data/connection';
import { dueDestinations, sendingDestination } from '@/features/activation/data/due-destinations';
import { claimDeliveries } from '@/features/activation/mutations/claim';
import { releaseDelivery } from '@/features/activation/mutations/finish';
import { sendDelivery } from '@/features/activation/mutations/send-delivery';
import { env } from '@/lib/env';
import { callHttp } from '@/lib/http';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import type { HttpClient } from '@/plugins/kit/types';

const POLL_MS = 500;
/** So many at a time are held by one of a destination's senders: all of them fit into the lease even when each runs into its time-out. */
const CLAIM = 4;
/** After so many failures in a row the whole destination rests, so that its queue is not spent on an outage. */
const FAILURES_BEFORE_REST = 3;
const LONGEST_REST_MS = 60_000;
/** After a fault of our own, such as settings that cannot be read. */
const REST_AFTER_FAULT_MS = 5_000;

const sent = counter({ name: 'tessera_deliveries_total', help: 'Attempts to deliver, by outcome', labelNames: ['outcome'] });

type Queue = { busy: boolean; failures: number; restUntil: number };
type Options = { http?: HttpClient; pollMs?: number };

/**
 * Sends what is due, each destination by its own senders, so that one that hangs slows nobody else. May run in several processes: rows
 * are shared out by the database. Stopping waits for the sends under way.
 */
export async function startDeliverySender({ http = callHttp, pollMs = POLL_MS }: Options = {}): Promise<{ stop(): Promise<void> }> {
  const queues = new Map<string, Queue>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  // The locks of sends stand on this one connection: they fall when the process does. Not a reserved one of the pool, which never comes
  // back once the database has dropped it.
  const session = connect(databaseUrl(), { max: 1 });
  let wake = (): void => undefined;

  const look = async () => {
    for (const { id } of await dueDestinations(sql())) {
      const queue = queues.get(id) ?? { busy: false, failures: 0, restUntil: 0 };
      queues.set(id, queue);
      if (queue.busy || queue.restUntil > Date.now()) continue;
      queue.busy = true;
      const run = drain(id, queue, { http, session, signal: stopping.signal })
        .catch((err: unknown) => {
          queue.restUntil = Date.now() + REST_AFTER_FAULT_MS;
          log.error({ err, destinationId: id }, 'sending failed');
        })
        .finally(() => {
          queue.busy = false;
          running.delete(run);
        });
      running.add(run);
    }
  };

  const listener = await sql().listen(SENDER_CHANNEL, () => wake());
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await look().catch((err: unknown) => log.error({ err }, 'looking for deliveries failed'));
      await Promise.race([woken, sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined)]);
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      await loop;
      await Promise.all(running);
      await listener.unlisten().catch(() => undefined);
      await session.end({ timeout: 2 });
    },
  };
}

function databaseUrl(): string {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  return url;
}

type Context = { http: HttpClient; session: AnySql; signal: AbortSignal };

/** Empties one destination's queue with as many senders as its kind allows. */
async function drain(id: string, queue: Queue, context: Context): Promise<void> {
  const destination = await sendingDestination(sql(), id);
  if (!destination) return;
  const { plugin } = eachConnection(destination);
  await Promise.all(Array.from({ length: plugin.limits.concurrency }, () => sender(id, queue, context)));
}

async function sender(id: string, queue: Queue, context: Context): Promise<void> {
  while (!context.signal.aborted && queue.restUntil <= Date.now()) {
    // Read anew each round: pausing, new settings and another purpose hold from the next claim on.
    const destination = await sendingDestination(sql(), id);
    if (!destination) return;
    const connection = eachConnection(destination);
    const { claimed, any } = await claimDeliveries(destination, { limit: CLAIM });
    if (!any) return;
    for (const delivery of claimed) {
      if (context.signal.aborted || queue.restUntil > Date.now()) {
        await releaseDelivery(delivery, 0);
        continue;
      }
      const outcome = await sendDelivery(delivery, destination, connection, context);
      sent.inc({ outcome: outcome.status });
      noteHealth(queue, outcome.status, outcome.retryAfterMs);
    }
  }
}

function noteHealth(queue: Queue, status: string, retryAfterMs = 0): void {
  if (status === 'sent' || status === 'dead') queue.failures = 0;
  if (status !== 'retry') return;
  queue.failures += 1;
  const rest =
    queue.failures < FAILURES_BEFORE_REST ? 0 : Math.random() * FIRST_RETRY_MS * 2 ** Math.min(queue.failures - FAILURES_BEFORE_REST, 5);
  queue.restUntil = Math.max(queue.restUntil, Date.now() + Math.min(Math.max(rest, retryAfterMs), LONGEST_REST_MS));
}
