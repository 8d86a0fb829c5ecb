import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';

type Pair = { from: string; to: string };

const COLUMNS = ['id', 'segment_id', 'change', 'cause', 'at', 'version', 'marks'] as const;

/**
 * The log of memberships of profiles that are merged becomes part of the survivor's; each row keeps whom it was about. That the merged
 * profile leaves its segments is written afterwards, by the evaluation, into the same log. Both profiles are locked.
 */
export async function mergeHistory(tx: TransactionSql, merges: readonly Pair[]): Promise<void> {
  await moveRows(tx, merges, tx`coalesce(c.origin_profile_id, c.profile_id)`, tx`c.profile_id = m.from_id`);
}

/**
 * Gives profiles that are split off again the part of the log that was about them. `origins`: as whom they were known before the merges, after a
 * chain of them more than the id that comes back; rows about those others go on saying so. Both profiles are locked.
 */
export async function unmergeHistory(tx: TransactionSql, splits: readonly (Pair & { origins: readonly string[] })[]): Promise<void> {
  const pairs = splits.flatMap(({ origins, ...pair }) => origins.map((origin) => ({ ...pair, origin })));
  await moveRows(tx, pairs, tx`nullif(c.origin_profile_id, c.to_id)`, tx`c.profile_id = m.from_id and c.origin_profile_id = m.origin`);
}

type Fragment = ReturnType<TransactionSql>;

async function moveRows(
  tx: TransactionSql,
  pairs: readonly (Pair & { origin?: string })[],
  origin: Fragment,
  which: Fragment,
): Promise<void> {
  const rest = tx.unsafe(COLUMNS.join(', '));
  const read = tx.unsafe(COLUMNS.map((column) => `c.${column}`).join(', '));
  const list = tx`unnest(${plain(pairs.map((p) => p.from))}::text::uuid[], ${plain(pairs.map((p) => p.to))}::text::uuid[],
    ${plain(pairs.map((p) => p.origin ?? p.from))}::text::uuid[]) m(from_id, to_id, origin)`;
  // Both parts see the rows as they were: rows move by insert and delete, because `profile_id` is the distribution column.
  await tx`
    with moved as (delete from membership_changes c using ${list} where ${which} returning c.*, m.to_id)
    insert into membership_changes (profile_id, origin_profile_id, ${rest})
    select c.to_id, ${origin}, ${read} from moved c`;
}
