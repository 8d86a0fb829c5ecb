import type { AnySql, Sql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { DEMO_JOB } from './constants';
import { readDemoState } from './data';
import type { DemoState } from './types';

export async function writeDemoState(sql: AnySql, state: DemoState): Promise<void> {
  await sql`
    insert into settings (key, value) values ('demo', ${sql.json(state)})
    on conflict (key) do update set value = excluded.value, updated_at = now()`;
}

/** Loads the demo company in the background; again after a failure, where it goes on without doubles. @throws AppError conflict. */
export async function startDemo(sql: Sql, scope: Scope): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('tessera:demo'))`;
    const state = await readDemoState(tx);
    if (state && state.status !== 'failed') throw new AppError('conflict', 'The demo company is already here.', { key: 'demo.here' });
    await writeDemoState(tx, { status: 'loading', step: 'people', done: 0, total: 0, weeks: 0, trickle: false });
    await enqueue(tx, DEMO_JOB, {}, { key: DEMO_JOB, maxAttempts: 3 });
    await audit(tx, scope, { action: 'demo.started' });
  });
}

/** Turns the trickle of live events on or off. @throws AppError conflict while there is no demo company. */
export async function setTrickle(sql: Sql, scope: Scope, isOn: boolean): Promise<void> {
  await sql.begin(async (tx) => {
    const state = await readDemoState(tx);
    if (state?.status !== 'ready') throw new AppError('conflict', 'Load the demo company first.', { key: 'demo.loadFirst' });
    await writeDemoState(tx, { ...state, trickle: isOn });
    await audit(tx, scope, { action: isOn ? 'demo.trickle_on' : 'demo.trickle_off' });
  });
}
