import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { nextRun, type Schedule } from '@/lib/schedule';
import { connectorOf } from '@/plugins/connectors/registry';
import { lockConnection } from './settings';

/** When the source is read by itself, in the company's time zone; null: only when somebody starts it. */
export async function saveSchedule(tx: TransactionSql, scope: Scope, id: string, schedule: Schedule | null): Promise<void> {
  const { kind } = await lockConnection(tx, id);
  if (connectorOf(kind)?.variant === 'webhook')
    throw new AppError('conflict', 'This source is called by others: it has no schedule.', { key: 'connector.noSchedule' });
  const { timeZone } = await readCompanySettings();
  const due = schedule ? nextRun(schedule, new Date(), timeZone) : null;
  await tx`
    update source_connections set schedule = ${schedule ? tx.json(schedule) : null}, next_run_at = ${due}, updated_at = now()
    where source_id = ${id}`;
  await audit(tx, scope, {
    action: 'source.schedule_saved',
    subjectType: 'source',
    subjectId: id,
    details: { schedule: schedule as never },
  });
}

/** Paused: no run starts by itself; one can still be started by hand. Resuming waits for the next due time. */
export async function setPaused(tx: TransactionSql, scope: Scope, id: string, paused: boolean): Promise<void> {
  const { schedule } = await lockConnection(tx, id);
  const { timeZone } = await readCompanySettings();
  const due = schedule ? nextRun(schedule, new Date(), timeZone) : null;
  await tx`update source_connections set paused = ${paused ? 'staff' : null}, next_run_at = ${due}, updated_at = now() where source_id = ${id}`;
  await audit(tx, scope, { action: paused ? 'source.paused' : 'source.resumed', subjectType: 'source', subjectId: id });
}
