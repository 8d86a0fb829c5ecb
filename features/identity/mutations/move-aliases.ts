import type { TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';

type Parting = { from: string; to: string; origins: readonly string[]; stayed: readonly string[] };

/** The other ids of who is split off lead to them from now on: links in old letters, requests of the API, erasures. */
export async function moveAliases(tx: TransactionSql, partings: readonly Parting[]): Promise<void> {
  const moves = partings.flatMap(({ from, to, origins, stayed }) =>
    origins.filter((id) => id !== to && !stayed.includes(id)).map((id) => ({ id, from, to })),
  );
  if (moves.length === 0) return;
  await tx`
    update profile_aliases a set profile_id = m.to_id
    from unnest(${plain(moves.map((m) => m.id))}::text::uuid[], ${plain(moves.map((m) => m.from))}::text::uuid[],
      ${plain(moves.map((m) => m.to))}::text::uuid[]) m(old_id, from_id, to_id)
    where a.old_id = m.old_id and a.profile_id = m.from_id`;
}
