import type { Sql, TransactionSql } from '@/db/client';
import { AppError } from '@/lib/errors';

const LONGEST_MS = 10_000;

/**
 * Runs reads that look at many people in one snapshot, and for ten seconds at most.
 * @throws AppError unavailable when they take longer
 */
export async function readWithin<T>(db: Sql, read: (tx: TransactionSql) => Promise<T>): Promise<T> {
  try {
    return (await db.begin('isolation level repeatable read read only', async (tx) => {
      await tx`select set_config('statement_timeout', ${String(LONGEST_MS)}, true)`;
      return read(tx);
    })) as T;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '57014')) throw error;
    throw new AppError('unavailable', 'Counting this takes too long. Try it with fewer or smaller segments.', { key: 'segment.tooSlow' });
  }
}
