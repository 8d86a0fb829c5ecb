import { sql } from '@/db/client';

export type ExplorerOptions = {
  sources: { id: string; name: string }[];
  segments: { id: string; name: string }[];
  purposes: { key: string; name: string }[];
  channels: { key: string; name: string }[];
};

/** What the explorer can be filtered by. */
export async function explorerOptions(): Promise<ExplorerOptions> {
  const tx = sql();
  const [sources, segments, purposes, channels] = await Promise.all([
    tx<{ id: string; name: string }[]>`select id, name from sources where status <> 'deleted' order by name`,
    tx<{ id: string; name: string }[]>`select id, name from segments where status = 'active' order by name limit 500`,
    tx<{ key: string; name: string }[]>`select key, name from purposes where not archived order by name`,
    tx<{ key: string; name: string }[]>`select key, name from channels where not archived order by name`,
  ]);
  return { sources, segments, purposes, channels };
}
