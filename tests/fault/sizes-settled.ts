import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';

const MOST_MS = 30_000;

/** Waits until everybody who entered or left so far is part of the sizes. @throws Error when that takes too long */
export async function sizesSettled(sql: postgres.Sql): Promise<void> {
  for (const end = Date.now() + MOST_MS; Date.now() < end; await sleep(100)) {
    const [noted] = await sql`select 1 from segment_size_changes limit 1`;
    if (!noted) return;
  }
  throw new Error('Sizes are not added up');
}
