import type { TransactionSql } from '@/db/client';
import { shareBarrier } from './barrier';

/**
 * Which of these events have daily aggregates to be written, with their numbers. To be asked in the transaction that stores
 * the events, after its profiles are locked, each time anew: a back-fill relies on nobody holding an older answer.
 */
export async function aggregatedEvents(tx: TransactionSql, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  await shareBarrier(tx);
  const rows = await tx<{ name: string; key: number }[]>`
    select name, key from event_definitions where name = any(${[...new Set(names)]}::text[]) and aggregates <> 'none'`;
  return new Map(rows.map(({ name, key }) => [name, key]));
}
