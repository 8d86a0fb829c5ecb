import type { AnySql } from '@/db/client';
import { FREE } from '../core/may';
import type { Standing } from '../types';

/** Of these profiles, those that are restricted or object; who is free of both is not in the map. */
export async function standingsOf(tx: AnySql, profileIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await tx<({ id: string } & Standing)[]>`
    select id, restricted_at is not null as restricted, objected_at is not null as objected from profiles
    where id = any(${[...profileIds]}::uuid[]) and (restricted_at is not null or objected_at is not null)`;
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

/** Of one person. */
export async function standingOf(tx: AnySql, profileId: string): Promise<Standing> {
  return (await standingsOf(tx, [profileId])).get(profileId) ?? FREE;
}

export type RestrictionEntry = { id: string; kind: RestrictionKind; active: boolean; at: Date; reason: string; actor: string };
export type RestrictionKind = 'restriction' | 'objection';

/** Since when a person is restricted and objects, and how that came about, newest first. */
export async function readRestrictions(
  tx: AnySql,
  profileId: string,
): Promise<{ restrictedAt: Date | null; objectedAt: Date | null; history: RestrictionEntry[] }> {
  const [row] = await tx<{ restrictedAt: Date | null; objectedAt: Date | null }[]>`
    select restricted_at as "restrictedAt", objected_at as "objectedAt" from profiles where id = ${profileId}`;
  const history = await tx<RestrictionEntry[]>`
    select id, kind, active, at, reason, actor from restrictions
    where profile_id = ${profileId} order by at desc, id desc limit 200`;
  return { restrictedAt: row?.restrictedAt ?? null, objectedAt: row?.objectedAt ?? null, history };
}
