import type { TransactionSql } from '@/db/client';
import { writeDerived } from '@/features/profiles/mutations/write-derived';

/** Takes a trait's values back from these people, whose locks the caller holds: what their records say counts again. */
export const takeBack = (tx: TransactionSql, name: string, profileIds: readonly string[]): Promise<Map<string, string[]>> =>
  writeDerived(
    tx,
    profileIds.map((profileId) => ({
      profileId,
      values: { [name]: null },
      provenance: { kind: 'computed' as const, model: 'computed_trait', version: 1, at: new Date(0).toISOString() },
    })),
  );
