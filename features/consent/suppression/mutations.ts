import type { AnySql, TransactionSql } from '@/db/client';
import { suppressionHash } from '@/lib/crypto';
import { keysOf, type SuppressionKey } from './core/keys';
import { SUPPRESSION_LOCK } from './data';

/** The keyed hashes under which these normalised identifiers are remembered. */
export const suppressionHashes = (identifiers: readonly SuppressionKey[]): string[] => [
  ...new Set(identifiers.flatMap(keysOf).map((i) => suppressionHash(i.type, i.value))),
];

/**
 * Waits until whoever has asked the list before has committed, and makes all others wait: between this and the end of the transaction
 * nothing is taken in. Call it before locking profiles.
 */
export async function holdSuppressions(tx: TransactionSql): Promise<void> {
  await tx`select pg_advisory_xact_lock(${SUPPRESSION_LOCK})`;
}

/** From the commit on, nothing that carries one of these normalised identifiers is taken in. Keeps keyed hashes only. */
export async function suppress(tx: AnySql, identifiers: readonly SuppressionKey[], reason: string): Promise<void> {
  await suppressHashes(tx, suppressionHashes(identifiers), reason);
}

/** The same of hashes made before, as from the ledger of erasures. */
export async function suppressHashes(tx: AnySql, hashes: readonly string[], reason: string): Promise<void> {
  await tx`
    insert into suppressions (hash, reason) select h, ${reason} from unnest(${[...hashes]}::text[]) h
    on conflict (hash) do nothing`;
}
