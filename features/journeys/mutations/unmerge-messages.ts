import type { TransactionSql } from '@/db/client';
import { moveRowsThat } from '@/features/identity/mutations/move-identifiers';
import { addressHash } from '../data/audience';

type Parting = { from: string; to: string; origins: readonly string[] };

/** What has left, or may have: from then on a letter is whose address it went to. */
const LEFT = ['sending', 'sent', 'bounced', 'unknown'];

/**
 * A split gives letters and blocks of addresses to whose address it is; letters that have not left, or whose address neither side has, to whom they
 * were planned for. Identifiers have moved, and all profiles are locked.
 */
export async function unmergeMessages(tx: TransactionSql, partings: readonly Parting[]): Promise<void> {
  const addresses = await tx<{ profileId: string; value: string }[]>`
    select profile_id as "profileId", value from identifiers
    where type = 'email' and profile_id = any(${[...new Set(partings.flatMap((p) => [p.from, p.to]))]}::uuid[])`;
  const all = addresses.map(({ profileId, value }) => ({ profileId, hash: addressHash(value) }));
  for (const { from, to, origins } of partings) {
    const own = all.filter((a) => a.profileId === to).map((a) => a.hash);
    const others = all.filter((a) => a.profileId !== to).map((a) => a.hash);
    const left = tx`t.status = any(${LEFT}::text[])`;
    const planned = tx`t.origin_profile_id = any(${origins as string[]}::uuid[])`;
    // What the other has of the same kind already stays where it is: one of the two would be lost.
    const letters = await tx<{ id: string }[]>`
      select t.id from messages t where t.profile_id = ${from}
        and (${left} and t.address_hash = any(${own}::text[])
          or ${planned} and not (${left} and coalesce(t.address_hash = any(${others}::text[]), false)))
        and not exists (select from messages o
          where o.profile_id = ${to} and o.campaign_id = t.campaign_id and o.origin_profile_id = t.origin_profile_id)`;
    await moveRowsThat(tx, 'messages', from, to, tx`t.id = any(${letters.map((letter) => letter.id)}::uuid[])`);
    const blocks = await tx<{ hash: string }[]>`
      select t.address_hash as hash from email_blocks t where t.profile_id = ${from} and t.address_hash = any(${own}::text[])
        and not exists (select from email_blocks o where o.profile_id = ${to} and o.address_hash = t.address_hash)`;
    await moveRowsThat(tx, 'email_blocks', from, to, tx`t.address_hash = any(${blocks.map((block) => block.hash)}::text[])`);
  }
}
