import { type Sql, sql, type TransactionSql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { texts } from '@/db/literals';
import { ERASED } from '../constants';
import { type ContentTable, contentTables } from '../core/plan-tables';
import { redactJson } from '../core/redact';
import { type Finder, finderOf } from '../core/spellings';
import { type Column, type ContentHit, columnsOf, findContent } from '../data/content';
import { emptied } from '../data/emptied';
import { addProgress, type ErasureRow, holdErasure, openWork } from '../data/erasure-row';
import { forgetInbox } from './forget-inbox';
import { forgetQueue } from './forget-queue';

/** Tables whose own feature knows better how a row without the person looks. */
const ELSEWHERE = new Set(['inbox', 'subject_requests', 'subject_request_events', 'access_packages']);

/** Looks for the person in every table of texts, and takes them out: rows, fields or just the identifiers, as the data map says. */
export async function forgetContent(row: ErasureRow, signal: AbortSignal): Promise<void> {
  const cluster = openWork(row);
  const ids = new Set(cluster.profileIds);
  await forgetInbox(row.id, cluster, signal);
  for (const table of contentTables(dataMap)) {
    if (ELSEWHERE.has(table.table)) continue;
    const columns = await columnsOf(sql(), table.table);
    // A reason in a colleague's words may name the person; what is emptied may also be found by the name.
    const finder = finderOf(cluster, { names: table.action === 'clear' });
    for await (const hits of findContent(sql(), table, { finder, ids })) {
      signal.throwIfAborted();
      await sql().begin(async (tx) => {
        const held = await holdErasure(tx, row.id, 'content');
        if (!held) return;
        const kept: Record<string, number> = {};
        const done = await takeOut(tx, { table, columns, finder, kept }, hits);
        await addProgress(tx, held, 'rows', { [table.table]: done });
        await addProgress(tx, held, 'kept', kept);
      });
    }
  }
  await sql().begin(async (tx) => {
    const held = await holdErasure(tx, row.id, 'content');
    if (held) await addProgress(tx, held, 'rows', { queue: await forgetQueue(tx, cluster) });
  });
}

type Work = { table: ContentTable; columns: readonly Column[]; finder: Finder; kept: Record<string, number> };

const isUnchangeable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['42501', '23505', '23514'].includes(String(error.code));

/** @returns how many rows changed */
async function takeOut(tx: TransactionSql, work: Work, hits: readonly ContentHit[]): Promise<number> {
  let done = 0;
  // The append-only log of what staff did lets its words be emptied only when told so.
  await tx`select set_config('tessera.erasing', 'on', true)`;
  for (const hit of hits) done += await change(tx, work, hit);
  await tx`select set_config('tessera.erasing', 'off', true)`;
  return done;
}

async function change(
  tx: TransactionSql,
  { table: { table, action, clear }, columns, finder, kept }: Work,
  { key, texts: found }: ContentHit,
): Promise<number> {
  const where = Object.entries(key).reduce<ReturnType<Sql>>((all, [name, value]) => tx`${all} and ${tx(name)}::text = ${value}`, tx`true`);
  if (action === 'delete') return (await tx`delete from ${tx(table)} where ${where}`).count;
  let changed = 0;
  if (action === 'clear') {
    const { set, isFull } = await emptied(tx, table, clear);
    changed += (await tx`update ${tx(table)} t set ${set} where ${where} and ${isFull}`).count;
  }
  for (const [name, text] of Object.entries(found)) {
    if (clear.includes(name)) continue;
    const type = columns.find((column) => column.name === name)?.type ?? 'text';
    const value = redacted(text, type, finder);
    const update = async (save: TransactionSql) =>
      (await save`update ${save(table)} set ${save(name)} = ${value}::text::${save.unsafe(type)} where ${where}`).count;
    try {
      changed += (await tx.savepoint(update)) as number;
    } catch (error) {
      // Append-only, or it would be the same as another: told in the certificate, never a reason to stop.
      if (!isUnchangeable(error)) throw error;
      kept[table] = (kept[table] ?? 0) + 1;
    }
  }
  return changed > 0 ? 1 : 0;
}

function redacted(text: string, type: string, finder: Finder): string {
  if (type === 'json' || type === 'jsonb') return JSON.stringify(redactJson(JSON.parse(text), finder, ERASED));
  if (type.startsWith('_')) return texts((JSON.parse(text) as string[]).map((item) => finder.replace(item, ERASED)));
  return finder.replace(text, ERASED);
}
