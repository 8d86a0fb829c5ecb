import { type AnySql, sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import type { ConsentFault } from '../core/from-event';

type Cell = { purpose: string; channel: string };

/**
 * Says what a category of a consent manager stands for from now on; nothing at all removes it. What events said before stays said.
 * @throws AppError invalid_input for an unknown purpose or channel
 */
export async function saveCategory(scope: Scope, { category, cells }: { category: string; cells: readonly Cell[] }): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`delete from consent_categories where category = ${category}`;
    const { count } = await tx`
      insert into consent_categories (category, purpose, channel)
      select distinct ${category}, p.key, c.key
      from unnest(${cells.map((c) => c.purpose)}::text[], ${cells.map((c) => c.channel)}::text[]) n (purpose, channel)
      join purposes p on p.key = n.purpose join channels c on c.key = n.channel`;
    if (count < new Set(cells.map((c) => `${c.purpose}/${c.channel}`)).size)
      throw new AppError('invalid_input', 'There is no such purpose or channel.', { key: 'consent.noPurpose' });
    await audit(tx, scope, {
      action: cells.length > 0 ? 'consent_category.saved' : 'consent_category.removed',
      subjectType: 'consent_category',
      subjectId: category,
      details: { cells: cells.map((c) => `${c.purpose}/${c.channel}`) },
    });
  });
}

/** Counts what could not be read, by source, day, reason and category. */
export async function countFaults(tx: AnySql, faults: readonly (ConsentFault & { sourceId: string })[]): Promise<void> {
  if (faults.length === 0) return;
  await tx`
    insert into consent_faults (source_id, day, reason, category, n)
    select source_id, (now() at time zone 'UTC')::date, reason, category, count(*)
    from unnest(${faults.map((f) => f.sourceId)}::uuid[], ${faults.map((f) => f.reason)}::text[], ${faults.map((f) => f.category)}::text[])
      f (source_id, reason, category)
    group by source_id, reason, category order by source_id, reason, category
    on conflict (source_id, day, reason, category) do update set n = consent_faults.n + excluded.n`;
}
