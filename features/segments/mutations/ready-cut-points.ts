import type { Sql } from '@/db/client';
import { readCutPoints } from '../data/cut-points';
import { makeCutPoints } from './make-cut-points';

/**
 * Makes the cut points that a segment compares with and that there are none of yet.
 * @returns false while a trait that it ranks by is being computed for everybody: that makes them anew, and then has the segment evaluated
 */
export async function readyCutPoints(db: Sql, segmentId: string): Promise<boolean> {
  const ranked = await db<{ trait: string; building: boolean }[]>`
    select substr(d.depends_on, 6) as trait, c.name is not null as building from segment_dependencies d
    left join computed_traits c on c.name = substr(d.depends_on, 6) and c.status = 'active' and c.state = 'building'
    where d.segment_id = ${segmentId} and starts_with(d.depends_on, 'cuts:') order by 1`;
  if (ranked.some(({ building }) => building)) return false;
  const traits = ranked.map(({ trait }) => trait);
  const known = await readCutPoints(db, traits);
  for (const trait of traits) if (!known.has(trait)) await db.begin((tx) => makeCutPoints(tx, trait));
  return true;
}
