import type { AnySql } from '@/db/client';
import type { DemoState } from './types';

/** What is known of the demo company; undefined when nobody ever loaded it. */
export async function readDemoState(sql: AnySql): Promise<DemoState | undefined> {
  const [row] = await sql<{ value: DemoState }[]>`select value from settings where key = 'demo'`;
  return row?.value;
}
