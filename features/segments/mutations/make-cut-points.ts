import { isDeepStrictEqual } from 'node:util';
import type { TransactionSql } from '@/db/client';
import { readCutPoints, reckonCutPoints } from '../data/cut-points';

/** Versions of which the stamp is kept, so that it can be looked up when the limits moved. */
const KEPT = 30;

/**
 * Makes the cut points of a trait anew: a new version where they moved, else only a new stamp. Of earlier versions the stamps are kept, not the
 * limits: those may be values of people who were erased since.
 * @returns the version in force
 */
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
  await tx`update trait_cut_points set limits = '[]' where trait = ${trait} and version < ${version} and limits <> '[]'`;
  await tx`delete from trait_cut_points where trait = ${trait} and version <= ${version - KEPT}`;
  return { version, moved: true };
}

/** Forgets the cut points of traits that no rule ranks by any more: nobody makes them anew. */
export async function dropUnusedCutPoints(tx: TransactionSql): Promise<void> {
  await tx`
    delete from trait_cut_points c where not exists (
      select from segment_dependencies d join segments s on s.id = d.segment_id where d.depends_on = 'cuts:' || c.trait and s.status = 'active')`;
}
