import type { AnySql } from '@/db/client';
import { decryptSecret } from '@/lib/crypto';
import { AppError } from '@/lib/errors';

import type { SourceKind } from '../schema';

export type Source = {
  id: string;
  name: string;
  kind: SourceKind;
  status: 'enabled' | 'disabled';
  createdAt: Date;
  rateLimitPerSecond: number | null;
};

/** @throws AppError not_found, also for deleted sources and Tessera's own */
export async function readSource(sql: AnySql, id: string): Promise<Source> {
  const [source] = await sql<Source[]>`
    select id, name, kind, status, created_at as "createdAt", (settings->>'rateLimitPerSecond')::float8 as "rateLimitPerSecond"
    from sources where id = ${id} and status <> 'deleted' and kind <> 'system'`;
  if (!source) throw new AppError('not_found', 'There is no such source.', { key: 'source.none' });
  return source;
}

/** The newest valid write key in the clear, for the set-up page; null when there is none. */
export async function readWriteKey(sql: AnySql, sourceId: string): Promise<string | null> {
  const [key] = await sql<{ keyEncrypted: string }[]>`
    select key_encrypted as "keyEncrypted" from write_keys where source_id = ${sourceId} and revoked_at is null
    order by created_at desc, id desc limit 1`;
  return key ? decryptSecret(key.keyEncrypted) : null;
}
