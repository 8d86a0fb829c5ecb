import type { AnySql } from '@/db/client';
import { suppressionHash } from '@/lib/crypto';
import type { SuppressionKey } from './data';

/** From the commit on, nothing that carries one of these normalised identifiers is taken in. Keeps keyed hashes only. */
export async function suppress(tx: AnySql, identifiers: readonly SuppressionKey[], reason: string): Promise<void> {
  const hashes = [...new Set(identifiers.map((i) => suppressionHash(i.type, i.value)))];
  await tx`
    insert into suppressions (hash, reason) select h, ${reason} from unnest(${hashes}::text[]) h
    on conflict (hash) do nothing`;
}
