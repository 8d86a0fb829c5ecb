import type { DemoContext } from './load';

/** Waits until the worker has taken in everything that lies in the inbox now. @throws when the demo is stopped. */
export async function untilProcessed({ sql, signal }: Pick<DemoContext, 'sql' | 'signal'>): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const [row] = await sql<{ open: boolean }[]>`
      select exists (select from inbox_lanes l where exists (select from inbox i where i.lane = l.lane and i.seq > l.cursor)) as open`;
    if (!row?.open) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
