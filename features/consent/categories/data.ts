import type { AnySql } from '@/db/client';
import type { ConsentFault } from '../core/from-event';

type Cell = { purpose: string; channel: string };
export type Category = { category: string; cells: Cell[] };

/** What each category of a consent manager stands for, by name. */
export async function listCategories(tx: AnySql): Promise<Category[]> {
  return tx<Category[]>`
    select category, jsonb_agg(jsonb_build_object('purpose', purpose, 'channel', channel) order by purpose, channel) as cells
    from consent_categories group by category order by category`;
}

/** The same for the pipeline. */
export const mappedCategories = async (tx: AnySql): Promise<Map<string, Cell[]>> =>
  new Map((await listCategories(tx)).map(({ category, cells }) => [category, cells]));

export type FaultFigure = { source: string; reason: ConsentFault['reason']; category: string; n: number; last: string };

/** Consent of the last 30 days that could not be read, most often first. */
export async function listFaults(tx: AnySql): Promise<FaultFigure[]> {
  return tx<FaultFigure[]>`
    select coalesce(s.name, f.source_id::text) as source, f.reason, f.category, sum(f.n)::float8 as n, max(f.day)::text as last
    from consent_faults f left join sources s on s.id = f.source_id
    where f.day > (now() at time zone 'UTC')::date - 30
    group by 1, 2, 3 order by n desc, source, f.reason, f.category limit 100`;
}
