import type { TransactionSql } from '@/db/client';
import { isKnown } from '../../mutations/is-known';
import type { Parting } from '../../types';
import { foldRestrictions } from './fold-restrictions';
import { moveRestrictions } from './move-restrictions';
import { publishStanding } from './publish-standing';

type Standing = { id: string; restricted_at: Date | null; objected_at: Date | null };

/**
 * Part of a split, all profiles locked: each side has its own history back, after a chain of merges that of all ids as whom it was known. What
 * stands against somebody of whom others have records, too, holds for all of them. Who comes out of it as somebody new, of whom nothing of
 * their own is known, is held to what held for the whole: somebody looks and lifts it.
 */
export async function unmergeRestrictions(tx: TransactionSql, partings: readonly Parting[]): Promise<void> {
  if (partings.length === 0) return;
  // As it was before the first part took its own along.
  const standing = await tx<Standing[]>`
    select id, restricted_at, objected_at from profiles where id = any(${partings.map((p) => p.from)}::uuid[])`;
  const unknown: Parting[] = [];
  for (const parting of partings) if (!(await isKnown(tx, 'restrictions', parting))) unknown.push(parting);
  for (const { from, to, shared } of partings) await copyRows(tx, from, to, shared);
  for (const { from, to } of unknown)
    await holdTo(
      tx,
      to,
      standing.find((s) => s.id === from),
    );
  for (const { from, to, origins, stayed } of partings) {
    await moveRestrictions(tx, from, to, origins);
    await copyRows(tx, to, from, stayed);
  }
  const ids = [...new Set(partings.flatMap(({ from, to }) => [from, to]))];
  await foldRestrictions(tx, ids);
  await publishStanding(tx, ids);
}

async function copyRows(tx: TransactionSql, from: string, to: string, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await tx`
    insert into restrictions (profile_id, id, origin_profile_id, kind, active, at, reason, actor)
    select ${to}, id, origin_profile_id, kind, active, at, reason, actor from restrictions
    where profile_id = ${from} and origin_profile_id = any(${origins as string[]}::uuid[]) on conflict (profile_id, id) do nothing`;
}

async function holdTo(tx: TransactionSql, id: string, standing: Standing | undefined): Promise<void> {
  await tx`
    insert into restrictions (profile_id, origin_profile_id, kind, active, at, reason, actor)
    select ${id}, ${id}, k.kind, true, clock_timestamp(), 'Split from a profile of which this held', 'system:split'
    from (values ('restriction', ${standing?.restricted_at ?? null}::timestamptz), ('objection', ${standing?.objected_at ?? null}::timestamptz)) k (kind, since)
    where k.since is not null`;
}
