import { sql, type TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { FIT_JOB, MODEL_SETTINGS_KEY } from '../constants';
import type { ModelSettings } from '../schema';

/** Stores what the model is to assume and fits it anew with that. */
export async function saveModelSettings(scope: Scope, settings: ModelSettings): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`
      insert into settings (key, value) values (${MODEL_SETTINGS_KEY}, ${tx.json(settings)})
      on conflict (key) do update set value = excluded.value, updated_at = now()`;
    await audit(tx, scope, { action: 'model.settings_changed', subjectType: 'model', subjectId: 'clv', details: settings });
    await enqueueFit(tx);
  });
}

/** Fits the model now, out of its schedule. */
export async function requestFit(scope: Scope): Promise<void> {
  await sql().begin(async (tx) => {
    await audit(tx, scope, { action: 'model.fit_requested', subjectType: 'model', subjectId: 'clv' });
    await enqueueFit(tx);
  });
}

/** One fit waits at most; fits run one after another. */
export const enqueueFit = (tx: TransactionSql): Promise<void> => enqueue(tx, FIT_JOB, {}, { key: FIT_JOB, queue: FIT_JOB, maxAttempts: 3 });
