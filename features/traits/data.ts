import { sql } from '@/db/client';
import { FIT_JOB, MODEL_SETTINGS_KEY } from './constants';
import { type ModelSettings, modelCardSchema, modelSettingsSchema } from './schema';
import type { ModelReason, ModelRecord, ModelStatus } from './types';

type Row = {
  id: string;
  version: number;
  status: ModelStatus;
  reason: ModelReason | null;
  fitted_at: Date;
  scored_at: Date | null;
  card: unknown;
};

const toRecord = (row: Row): ModelRecord => ({
  id: row.id,
  version: row.version,
  status: row.status,
  reason: row.reason,
  fittedAt: row.fitted_at.toISOString(),
  scoredAt: row.scored_at?.toISOString() ?? null,
  card: modelCardSchema.parse(row.card),
});

/** The purchase model in force; null when there is none: nobody has predictions then. */
export async function currentModel(): Promise<ModelRecord | null> {
  const [row] = await sql()<Row[]>`
    select id, version, status, reason, fitted_at, scored_at, card from models where kind = 'clv' and status = 'published'`;
  return row ? toRecord(row) : null;
}

/** The model in force and the latest fit, which may be the same, or refused for a reason; both null before the first. */
export async function modelCard(): Promise<{ published: ModelRecord | null; latest: ModelRecord | null }> {
  const rows = await sql()<Row[]>`
    select id, version, status, reason, fitted_at, scored_at, card from models
    where kind = 'clv' and (status = 'published' or version = (select max(version) from models where kind = 'clv')) order by version desc`;
  const [latest] = rows;
  const published = rows.find((row) => row.status === 'published');
  return { published: published ? toRecord(published) : null, latest: latest ? toRecord(latest) : null };
}

/** What was chosen, or the defaults. */
export async function modelSettings(): Promise<ModelSettings> {
  const [row] = await sql()<{ value: unknown }[]>`select value from settings where key = ${MODEL_SETTINGS_KEY}`;
  return modelSettingsSchema.parse(row?.value ?? {});
}

/** Whether a fit waits, goes on, or neither. */
export async function fitState(): Promise<'idle' | 'waiting' | 'running'> {
  const [row] = await sql()<{ running: boolean }[]>`
    select j.locked_at is not null as running from graphile_worker.jobs j
    where j.task_identifier = ${FIT_JOB} and j.attempts < j.max_attempts and j.run_at <= now() order by running desc limit 1`;
  if (!row) return 'idle';
  return row.running ? 'running' : 'waiting';
}
