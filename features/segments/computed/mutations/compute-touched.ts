import type { TransactionSql } from '@/db/client';
import { type DerivedRow, writeDerived } from '@/features/profiles/mutations/write-derived';
import { shareBarrier } from '../../mutations/barrier';
import { readsAny } from '../core/dependencies';
import { computeValues } from '../data/compute';
import { type ActiveTrait, loadComputed } from '../data/load-computed';

type Touched = { profileIds: readonly string[]; dependencies: ReadonlySet<string>; now: Date };

/**
 * Computes anew, for touched profiles in the caller's transaction, which holds their locks, every computed trait that reads what
 * changed. @returns per changed profile the traits whose value changed: evaluate the segments that read them next
 */
export async function computeTouched(tx: TransactionSql, { profileIds, dependencies, now }: Touched): Promise<Map<string, string[]>> {
  if (profileIds.length === 0 || dependencies.size === 0) return new Map();
  const clock = await shareBarrier(tx);
  const traits = (await loadComputed(tx)).filter(({ definition }) => readsAny(definition, dependencies));
  return writeComputed(tx, traits, { profileIds, now: clock > now ? clock : now });
}

/** Writes the values of exactly these traits for exactly these profiles at `now`. The caller holds their locks and the barrier. */
export async function writeComputed(
  tx: TransactionSql,
  traits: readonly ActiveTrait[],
  { profileIds, now }: { profileIds: readonly string[]; now: Date },
): Promise<Map<string, string[]>> {
  if (traits.length === 0) return new Map();
  const values = await computeValues(tx, traits, { profileIds, now, often: true });
  const nothing = Object.fromEntries(traits.map(({ name }) => [name, null]));
  const versions = new Map(traits.map(({ name, version }) => [name, version]));
  const at = now.toISOString();
  return writeDerived(
    tx,
    profileIds.map(
      (profileId): DerivedRow => ({
        profileId,
        values: { ...nothing, ...values.get(profileId) },
        provenance: (trait) => ({ kind: 'computed', model: 'computed_trait', version: versions.get(trait) ?? 1, at }),
      }),
    ),
  );
}

/** The traits that changed, as dependencies of segments. */
export const changedTraits = (changed: ReadonlyMap<string, readonly string[]>): string[] => [
  ...new Set([...changed.values()].flat().map((name) => `trait:${name}`)),
];
