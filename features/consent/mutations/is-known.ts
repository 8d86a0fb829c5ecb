import type { TransactionSql } from '@/db/client';
import type { Parting } from '../types';

/**
 * Whether anything of their own is known of who comes out of a split: a record that was born with their id, or what was said of them. Asked before
 * rows have moved.
 */
export async function isKnown(
  tx: TransactionSql,
  said: 'consent_ledger' | 'restrictions',
  { from, to, origins }: Parting,
): Promise<boolean> {
  const rows = await tx`
    select 1 from records where profile_id in (${from}, ${to}) and birth_profile_id = ${to}
    union all select 1 from ${tx(said)} where profile_id = ${from} and origin_profile_id = any(${origins as string[]}::uuid[]) limit 1`;
  return rows.length > 0;
}
