import type postgres from 'postgres';
import type { TransactionSql } from '@/db/client';
import { plain, texts } from '@/db/literals';
import { fromNodeKey } from '../core/normalise';
import { profileTables } from '../core/profile-tables';
import type { NodeKey } from '../types';

export type Move = { node: NodeKey; from: string; to: string };

const columnsOf = (table: string): string[] => [...(profileTables.find((t) => t.name === table)?.columns ?? [])];

/**
 * Moves identifiers between living profiles, and with them their records and events. Counters, search keys and folds of
 * both profiles are stale afterwards. All profiles must be locked and exist.
 */
export async function moveIdentifiers(tx: TransactionSql, moves: readonly Move[]): Promise<void> {
  const byPair = new Map<string, Move[]>();
  for (const m of moves) byPair.set(`${m.from} ${m.to}`, [...(byPair.get(`${m.from} ${m.to}`) ?? []), m]);
  for (const group of byPair.values()) {
    const [first] = group;
    if (!first) continue;
    const { from, to } = first;
    const ends = group.map((m) => fromNodeKey(m.node));
    await tx`
      update identifiers i set profile_id = ${to} from unnest(${texts(ends.map((e) => e.type))}::text::text[], ${texts(ends.map((e) => e.value))}::text::text[]) k(type, value)
      where i.type = k.type and i.value = k.value`;
    const moved = await tx<{ id: string }[]>`
      select id from records where profile_id = ${from} and key = any(${texts(group.map((m) => m.node))}::text::text[])`;
    const recordIds = moved.map((r) => r.id);
    await moveRowsThat(tx, 'records', from, to, tx`t.id = any(${plain(recordIds)}::text::uuid[])`);
    await moveEvents(tx, { from, to, where: tx`t.record_id = any(${plain(recordIds)}::text::uuid[])` });
  }
}

export type Where = postgres.Fragment;

/** Moves the rows that fit between profiles; `where` speaks of `t`. A row that the other side has already is taken for the same. */
export async function moveRowsThat(tx: TransactionSql, table: string, from: string, to: string, where: Where): Promise<void> {
  const rest = columnsOf(table).filter((c) => c !== 'profile_id');
  const into = tx.unsafe(rest.map((c) => `"${c}"`).join(', '));
  const read = tx.unsafe(rest.map((c) => `t."${c}"`).join(', '));
  await tx`insert into ${tx(table)} (profile_id, ${into}) select ${to}, ${read}
    from ${tx(table)} t where t.profile_id = ${from} and ${where} on conflict do nothing`;
  await tx`delete from ${tx(table)} t where t.profile_id = ${from} and ${where}`;
}

/** Moves the events that fit; `where` speaks of `t`. What sums them up is stale afterwards. */
export async function moveEvents(tx: TransactionSql, { from, to, where }: { from: string; to: string; where: Where }): Promise<void> {
  await moveRowsThat(tx, 'events', from, to, where);
}
