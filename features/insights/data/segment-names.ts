import type { AnySql } from '@/db/client';

const MOST = 2_000;

/** Live and building segments by name, to filter by. */
export async function listSegmentNames(tx: AnySql): Promise<{ id: string; name: string }[]> {
  const rows = await tx<{ id: string; name: string }[]>`
    select id, name from segments where status = 'active' and state <> 'invalid' order by lower(name) limit ${MOST}`;
  return [...rows];
}
