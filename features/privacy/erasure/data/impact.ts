import type { Sql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { plain } from '@/db/literals';
import { countExportLines } from '@/features/activation/data/export-file';
import { previewDeletes } from '@/features/activation/mutations/plan-deletes';
import { contentTables, personTables } from '../core/plan-tables';
import { finderOf } from '../core/spellings';
import { without } from '../mutations/forget-inbox';
import type { Cluster, ErasureImpact } from '../types';
import { clusterOf, countOthers } from './cluster';
import { findContent } from './content';

/** So long texts are looked through for a preview; the erasure itself takes the time it needs. */
const BUDGET_MS = 4_000;
/** Not counted row by row beforehand: the register clears itself, packages are counted as files. */
const NOT_COUNTED = new Set(['subject_requests', 'subject_request_events', 'access_packages']);

type Given = { type: string; value: string };

/** What erasing these people would do, in numbers. @param given what was given with the request, as the erasure takes it */
export async function erasureImpact(sql: Sql, profileIds: readonly string[], given: readonly Given[]): Promise<ErasureImpact> {
  const cluster = await clusterOf(sql, profileIds, given);
  const ids = plain(cluster.profileIds);
  const rows: Record<string, number> = {};
  for (const { table, path, clear } of personTables(dataMap)) {
    if (clear) continue;
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)} where ${sql(path)} = any(${ids}::text::uuid[])`;
    if (row && row.n > 0) rows[table] = row.n;
  }
  const [people] = await sql<{ n: number; segments: number }[]>`
    select (select count(*)::int from profiles where id = any(${ids}::text::uuid[])) as n,
      (select count(distinct segment_id)::int from memberships where profile_id = any(${ids}::text::uuid[])) as segments`;
  const { content, partial } = await countContent(sql, cluster);
  return {
    profiles: people?.n ?? 0,
    identifiers: countBy(cluster.identifiers.filter((i) => !i.shared).map((i) => i.type)),
    othersIdentifiers: await countOthers(sql, cluster.profileIds, given),
    rows,
    content,
    partial,
    files: await countFiles(sql, cluster.profileIds),
    segments: people?.segments ?? 0,
    destinations: await previewDeletes(sql, cluster.profileIds),
  };
}

async function countContent(sql: Sql, cluster: Cluster): Promise<{ content: Record<string, number>; partial: boolean }> {
  const until = Date.now() + BUDGET_MS;
  const ids = new Set(cluster.profileIds);
  const content: Record<string, number> = {};
  const add = (table: string, n: number) => {
    if (n > 0) content[table] = (content[table] ?? 0) + n;
  };
  for (const table of contentTables(dataMap)) {
    if (NOT_COUNTED.has(table.table)) continue;
    if (Date.now() > until) return { content, partial: true };
    if (table.table === 'inbox') {
      const finder = finderOf(cluster);
      for await (const rows of sql<{ body: string }[]>`select body from inbox`.cursor(500)) {
        for (const { body } of rows) if (finder.finds(body)) add('inbox', without(body, finder)?.gone ?? 0);
        if (Date.now() > until) return { content, partial: true };
      }
      continue;
    }
    const finder = finderOf(cluster, { names: table.action === 'clear' });
    for await (const hits of findContent(sql, table, { finder, ids })) {
      add(table.table, hits.length);
      if (Date.now() > until) return { content, partial: true };
    }
  }
  return { content, partial: false };
}

/** Uploaded files are all looked through; of exports those that hold the person; packages made about them. */
async function countFiles(sql: Sql, profileIds: readonly string[]): Promise<ErasureImpact['files']> {
  const [imports] = await sql<{ n: number }[]>`select count(*)::int as n from imports where file <> ''`;
  const [packages] = await sql<{ n: number }[]>`
    select count(*)::int as n from access_packages where profile_ids && ${[...profileIds]}::uuid[] and status = 'done'`;
  const ids = new Set(profileIds);
  let exports = 0;
  for (const { id } of await sql<{ id: string }[]>`select id from exports where status in ('running', 'done')`)
    if ((await countExportLines(id, ids)) > 0) exports += 1;
  return { imports: imports?.n ?? 0, exports, packages: packages?.n ?? 0 };
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
