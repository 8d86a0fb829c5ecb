import type { AnySql } from '@/db/client';
import { plain } from '@/db/literals';
import { findLinks, type StoredLink } from './find-links';

/** A link that was seen under one of these profiles, also after they went up in others. */
export async function findLink(tx: AnySql, id: string, profileIds: readonly string[]): Promise<StoredLink | undefined> {
  const now = await tx<{ id: string }[]>`
    select profile_id as id from profile_aliases where old_id = any(${plain(profileIds)}::text::uuid[])`;
  const holders = [...new Set([...profileIds, ...now.map((p) => p.id)])];
  return (
    await findLinks(
      tx,
      holders.map((profileId) => ({ profileId, id })),
    )
  )[0];
}
