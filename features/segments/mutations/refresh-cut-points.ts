import { isDeepStrictEqual } from 'node:util';
import type { TransactionSql } from '@/db/client';
import { readCutPoints, reckonCutPoints } from '../data/cut-points';
import { enqueueEvaluation } from './definition';

/** Versions that are kept, so that what decided last week can be looked up. */
const KEPT = 30;

/**
 * Makes the cut points of a trait anew and has the segments that rank by it evaluated, when they moved; else only their stamp is new.
 * @returns the version in force
 */
export async function refreshCutPoints(tx: TransactionSql, trait: string): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtext(${`tessera:cut-points:${trait}`}))`;
  const before = (await readCutPoints(tx, [trait])).get(trait);
  const { people, limits } = await reckonCutPoints(tx, trait);
  if (before && isDeepStrictEqual(before.limits, limits)) {
    await tx`update trait_cut_points set at = clock_timestamp(), people = ${people} where trait = ${trait} and version = ${before.version}`;
    return before.version;
  }
  const version = (before?.version ?? 0) + 1;
  await tx`insert into trait_cut_points (trait, version, people, limits) values (${trait}, ${version}, ${people}, ${tx.json(limits)})`;
  await tx`delete from trait_cut_points where trait = ${trait} and version <= ${version - KEPT}`;
  const segments = await tx<{ id: string }[]>`
    select s.id from segments s join segment_dependencies d on d.segment_id = s.id
    where d.depends_on = ${`cuts:${trait}`} and s.status = 'active' and s.state <> 'invalid' order by s.id`;
  for (const { id } of segments) await enqueueEvaluation(tx, id);
  return version;
}

/** Makes the cut points of those of these traits that have none yet. */
export async function ensureCutPoints(tx: TransactionSql, traits: readonly string[]): Promise<void> {
  const known = await readCutPoints(tx, traits);
  for (const trait of traits) if (!known.has(trait)) await refreshCutPoints(tx, trait);
}
