import type { AnySql } from '@/db/client';
import type { PackageView } from '../types';

type Stored = Omit<PackageView, 'createdAt' | 'finishedAt' | 'expiresAt'> & {
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
};

/** The latest package of a request; null before there is one. */
export async function packageOf(sql: AnySql, requestId: string): Promise<PackageView | null> {
  const [row] = await sql<Stored[]>`
    select id, kind, case when status = 'done' and expires_at <= now() then 'expired' else status end as status, progress, bytes::float8 as bytes,
      downloads, created_at as "createdAt", finished_at as "finishedAt", expires_at as "expiresAt", token_hash is not null as "hasLink"
    from access_packages where request_id = ${requestId} order by created_at desc, id desc limit 1`;
  if (!row) return null;
  const { createdAt, finishedAt, expiresAt } = row;
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
