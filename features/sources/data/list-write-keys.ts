import type { AnySql } from '@/db/client';

/** What ingestion needs to know of a write key. `keyHash` is SHA-256 in hex. */
export type WriteKeyInfo = { keyHash: string; sourceId: string; enabled: boolean; ratePerSecond: number | null };

/** Every write key that may be used now: not revoked, its source not deleted. */
export async function listWriteKeys(sql: AnySql): Promise<WriteKeyInfo[]> {
  return sql<WriteKeyInfo[]>`
    select k.key_hash as "keyHash", k.source_id as "sourceId", s.status = 'enabled' as enabled,
      (s.settings->>'rateLimitPerSecond')::float8 as "ratePerSecond"
    from write_keys k join sources s on s.id = k.source_id
    where k.revoked_at is null and s.status <> 'deleted'`;
}
