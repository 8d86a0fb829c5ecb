import { type Sql, sql } from '@/db/client';
import { log } from '@/lib/log';

const EVERY_MS = 400;

/** `ended` says why what is watched is being ended: the worker stops, or it is not wanted any more. */
export type Watch = { readonly ended: 'stopped' | 'superseded' | undefined; stop(): Promise<void> };

type Watching = { isWanted: () => Promise<boolean>; signal: AbortSignal | undefined };

/**
 * Watches over what one connection of this process is at, and cancels its statement once it is to end. Who stops it may be another process:
 * so the segment itself is asked, several times a second. The connection belongs to the evaluation alone, so nothing else can be cancelled, and
 * it is cancelled again until `stop`, since a cancel between two statements meets neither.
 */
export async function watchEvaluation(one: Sql, { isWanted, signal }: Watching): Promise<Watch> {
  const [backend] = await one<{ pid: number }[]>`select pg_backend_pid() as pid`;
  let ended: Watch['ended'];
  let asking = Promise.resolve();
  const ask = async () => {
    if (!ended && signal?.aborted) ended = 'stopped';
    if (!ended && !(await isWanted())) ended = 'superseded';
    if (ended) await sql()`select pg_cancel_backend(${backend?.pid ?? 0})`;
  };
  const timer = setInterval(() => {
    asking = asking.then(ask).catch((err: unknown) => log.warn({ err }, 'An evaluation could not be watched'));
  }, EVERY_MS);
  return {
    get ended() {
      return ended;
    },
    stop: async () => {
      clearInterval(timer);
      await asking;
    },
  };
}
