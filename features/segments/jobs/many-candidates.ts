import type { AnySql } from '@/db/client';
import { compileManyInto } from '../core/many/compile-many';
import { newStatement } from '../core/statement';
import { catalogueOf, validRules } from '../data/catalogue';
import type { EvaluatedSegment } from '../data/differences';
import { loadRules } from '../data/rules';

/**
 * Everybody whose memberships in any of these segments differ from what the rules say at `now`, with one pass over the data
 * for all rules. Compares, per person, the places of the segments that fit with those they are in.
 */
export async function findManyDifferences(tx: AnySql, segments: readonly EvaluatedSegment[], now: Date): Promise<string[]> {
  if (segments.length === 0) return [];
  const nodes = segments.map((s) => s.node);
  const catalogue = await catalogueOf(tx, nodes, validRules(await loadRules(tx)));
  const statement = newStatement();
  const wanted = compileManyInto(statement, nodes, { scope: { type: 'everyone' }, now, catalogue });
  const ids = statement.uuids(segments.map((s) => s.id));
  const rows = await tx.unsafe<{ profile_id: string }[]>(
    `select coalesce(w.profile_id, c.profile_id) as profile_id from (select * from (${wanted}) w where w.fits <> '{}') w
    full join (select m.profile_id, array_agg(array_position(${ids}, m.segment_id) order by array_position(${ids}, m.segment_id)) as fits
      from memberships m where m.segment_id = any(${ids}) group by m.profile_id) c on c.profile_id = w.profile_id
    where w.fits is distinct from c.fits`,
    statement.values as never[],
  );
  return rows.map((row) => row.profile_id);
}
