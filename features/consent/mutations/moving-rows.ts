import type { TransactionSql } from '@/db/client';

/** The append-only tables let whole rows go while `run` works: they change profiles, inserted there and deleted here. */
export async function movingRows(tx: TransactionSql, run: () => Promise<void>): Promise<void> {
  await tx`select set_config('tessera.moving_rows', 'on', true)`;
  await run();
  await tx`select set_config('tessera.moving_rows', 'off', true)`;
}
