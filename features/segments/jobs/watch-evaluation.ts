import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Sql } from '@/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';

const EVERY_MS = 400;
/** An ask reads one row; longer than this, something holds it up, and the next one may fare better. */
const ASK_MS = 5_000;

/** `ended` says why what is watched is being ended: the worker stops, or it is not wanted any more. */
export type Watch = { readonly ended: 'stopped' | 'superseded' | undefined; stop(): Promise<void> };

type Watching = { isWanted: (tx: Sql) => Promise<boolean>; signal: AbortSignal | undefined };
/** A session of the database: its pid alone may have become another's. */
type Backend = { pid: number; since: string };

/**
 * Watches over what one connection of this process is at, and cancels its statement once it is to end. Who stops it may be another process:
 * so the segment itself is asked, several times a second, on a connection of its own, since the pool may be busy with just what is to end. What is
 * watched belongs to the evaluation alone, so nothing else can be cancelled, and it is cancelled again until `stop`, as a cancel between two
 * statements meets neither.
 */
export async function watchEvaluation(one: Sql, { isWanted, signal }: Watching): Promise<Watch> {
  const [backend] = await one<Backend[]>`
    select pid, backend_start::text as since from pg_stat_activity where pid = pg_backend_pid()`;
  const own = connect(env().DATABASE_URL ?? '', {
    max: 1,
    connection: { application_name: 'tessera', TimeZone: 'UTC', statement_timeout: ASK_MS },
  });
  const stopping = new AbortController();
  let ended: Watch['ended'];
  const ask = async () => {
    if (!ended && signal?.aborted) ended = 'stopped';
    if (!ended && !(await isWanted(own))) ended = 'superseded';
    if (ended && backend) await cancel(own, backend);
  };
  const watching = untilStopped(ask, stopping.signal);
  return {
    get ended() {
      return ended;
    },
    stop: async () => {
      stopping.abort();
      await watching;
      await own.end({ timeout: 1 });
    },
  };
}

/** One ask after the other, with a pause between them. Of a database that is away it is said once. */
async function untilStopped(ask: () => Promise<void>, signal: AbortSignal): Promise<void> {
  let isAway = false;
  for (;;) {
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await ask();
      isAway = false;
    } catch (err) {
      if (!isAway) log.warn({ err }, 'An evaluation could not be watched');
      isAway = true;
    }
  }
}

const cancel = (own: Sql, { pid, since }: Backend) => own`
  select pg_cancel_backend(pid) from pg_stat_activity where pid = ${pid} and backend_start = ${since}::text::timestamptz`;
