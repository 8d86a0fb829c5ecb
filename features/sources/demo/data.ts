import type { AnySql } from '@/db/client';
import { DEMO_JOB } from './constants';
import type { DemoState } from './types';

/**
 * What is known of the demo company; undefined when nobody ever loaded it. A load whose job has used up its attempts, or is gone, has
 * failed even if the process that ran it died before it could say so.
 */
export async function readDemoState(sql: AnySql): Promise<DemoState | undefined> {
  const [row] = await sql<{ value: DemoState }[]>`select value from settings where key = 'demo'`;
  if (row?.value.status !== 'loading' || (await isUnderWay(sql))) return row?.value;
  return { ...row.value, status: 'failed', error: 'It was interrupted too often.' };
}

async function isUnderWay(sql: AnySql): Promise<boolean> {
  const [job] = await sql`
    select 1 from graphile_worker.jobs where task_identifier = ${DEMO_JOB} and (locked_at is not null or attempts < max_attempts) limit 1`;
  return job !== undefined;
}
