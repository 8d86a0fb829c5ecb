import { z } from 'zod';
import type { AnySql, TransactionSql } from '@/db/client';
import type { ErasureProgress } from '@/db/schema/erasures';
import { decryptSecret, encryptSecret } from '@/lib/crypto';
import { assert } from '@/lib/errors';
import type { Cluster, ErasureStep } from '../types';

const workSchema = z.object({
  profileIds: z.array(z.uuid()),
  identifiers: z.array(z.object({ type: z.string(), value: z.string(), display: z.string(), shared: z.boolean() })),
  names: z.array(z.string()),
});

export type ErasureRow = {
  id: string;
  requestId: string | null;
  origin: 'request' | 'replay';
  status: 'running' | 'done';
  step: ErasureStep;
  hashes: string[];
  work: string | null;
  progress: ErasureProgress;
  startedAt: Date;
};

/** Whom a running erasure is about is kept encrypted, for it must be found again after a crash. */
export const sealWork = (cluster: Cluster): string => encryptSecret(JSON.stringify(cluster));
export const openWork = ({ work }: ErasureRow): Cluster => workSchema.parse(JSON.parse(decryptSecret(work ?? '')));

const columns = (sql: AnySql) => sql`
  id, request_id as "requestId", origin, status, step, hashes, work, progress, started_at as "startedAt"`;

/** The erasure of a request, if it has begun. */
export async function erasureOfRequest(sql: AnySql, requestId: string): Promise<ErasureRow | undefined> {
  const [row] = await sql<ErasureRow[]>`select ${columns(sql)} from erasures where request_id = ${requestId}`;
  return row;
}

export async function readErasure(sql: AnySql, id: string): Promise<ErasureRow | undefined> {
  const [row] = await sql<ErasureRow[]>`select ${columns(sql)} from erasures where id = ${id}`;
  return row;
}

/**
 * Locks the erasure for the rest of the transaction, so that of two runs of its job one waits for the other.
 * @returns undefined when it is past this step: nothing is left to do
 */
export async function holdErasure(tx: TransactionSql, id: string, step: ErasureStep): Promise<ErasureRow | undefined> {
  const [row] = await tx<ErasureRow[]>`select ${columns(tx)} from erasures where id = ${id} for update`;
  assert(row, 'a running erasure has its row');
  return row.status === 'running' && row.step === step ? row : undefined;
}

/** Adds to the figures of an erasure that is held. */
export async function addProgress(
  tx: TransactionSql,
  row: ErasureRow,
  part: keyof ErasureProgress,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const before = row.progress[part];
  const after = { ...before };
  for (const [name, n] of Object.entries(counts)) if (n > 0) after[name] = (after[name] ?? 0) + n;
  row.progress = { ...row.progress, [part]: after };
  await tx`update erasures set progress = ${tx.json(row.progress)} where id = ${row.id}`;
}

/** The next step of an erasure that is held. */
export const moveOn = async (tx: TransactionSql, id: string, step: ErasureStep): Promise<void> => {
  await tx`update erasures set step = ${step} where id = ${id}`;
};
