import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { standingOf } from '@/features/consent/restrictions/data';
import { maskIdentifier } from '@/features/profiles/core/mask';
import { listLinks, listMergedIds } from '@/features/profiles/data/profile-parts';
import { readProfile } from '@/features/profiles/data/read-profiles';
import type { LinkView, ProfileView } from '@/features/profiles/types';

/** What one source knows under one key, and how much. */
export type RecordView = { sourceId: string; key: string; traits: number; firstSeenAt: string; lastSeenAt: string };

/** All that belongs together as one person. */
export type Cluster = {
  profile: ProfileView;
  links: LinkView[];
  mergedIds: { id: string; at: string }[];
  records: RecordView[];
  standing: { restricted: boolean; objected: boolean };
};

const RECORDS_SHOWN = 200;

/** The whole identity of these profiles, as this reader may see it; ids that are nobody's are left out. */
export async function readClusters(scope: Scope, profileIds: readonly string[]): Promise<Cluster[]> {
  const clusters = await Promise.all(profileIds.map((id) => readCluster(scope, id)));
  return clusters.flatMap((cluster) => cluster ?? []);
}

async function readCluster(scope: Scope, profileId: string): Promise<Cluster | null> {
  const found = await readProfile(scope, profileId);
  if (!found) return null;
  const { profile, sight } = found;
  const [links, mergedIds, records, standing] = await Promise.all([
    listLinks(profile.id, sight.personalData),
    listMergedIds(profile.id),
    sql()<{ source_id: string; key: string; traits: number; first_seen_at: Date; last_seen_at: Date }[]>`
      select source_id, key, (select count(*)::int from jsonb_object_keys(traits)) as traits, first_seen_at, last_seen_at
      from records where profile_id = ${profile.id} order by last_seen_at desc, id limit ${RECORDS_SHOWN}`,
    standingOf(sql(), profile.id),
  ]);
  return {
    profile,
    links,
    mergedIds,
    standing,
    records: records.map((row) => {
      const [type = '', ...rest] = row.key.split(':');
      return {
        sourceId: row.source_id,
        key: `${type}:${maskIdentifier(type, rest.join(':'), sight.personalData)}`,
        traits: row.traits,
        firstSeenAt: row.first_seen_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
      };
    }),
  };
}
