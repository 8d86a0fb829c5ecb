import { isDeepStrictEqual } from 'node:util';
import type { TransactionSql } from '@/db/client';
import { readCutPoints, reckonCutPoints } from '../data/cut-points';

/** Versions that are kept, so that what decided last week can be looked up. */
const KEPT = 30;

/** Makes the cut points of a trait anew: a new version where they moved, else only a new stamp. @returns the version in force */
export async function makeCutPoints(tx: TransactionSql, trait: string): Promise<{ version: number; moved: boolean }> {
  await tx`select pg_advisory_xact_lock(hashtext(${`tessera:cut-points:${trait}`}))`;
  const before = (await readCutPoints(tx, [trait])).get(trait);
  const { people, limits } = await reckonCutPoints(tx, trait);
  if (before && isDeepStrictEqual(before.limits, limits)) {
    await tx`update trait_cut_points set at = clock_timestamp(), people = ${people} where trait = ${trait} and version = ${before.version}`;
    return { version: before.version, moved: false };
  }
  const version = (before?.version ?? 0) + 1;
  await tx`insert into trait_cut_points (trait, version, at, people, limits) values (${trait}, ${version}, clock_timestamp(), ${people}, ${tx.json(limits)})`;
  await tx`delete from trait_cut_points where trait = ${trait} and version <= ${version - KEPT}`;
  return { version, moved: true };
}

/** Makes the cut points of those of these traits that have none yet: nothing compares with them so far. */
export async function ensureCutPoints(tx: TransactionSql, traits: readonly string[]): Promise<void> {
  const known = await readCutPoints(tx, traits);
  for (const trait of traits) if (!known.has(trait)) await makeCutPoints(tx, trait);
}
