import { sql } from '@/db/client';
import { blankExportLines } from '@/features/activation/data/export-file';
import { blankImportRows } from '@/features/ingest/imports/mutations/blank-import-rows';
import { removePackages } from '../../access-package/mutations/remove-packages';
import { rowFinder } from '../core/import-rows';
import { finderOf } from '../core/spellings';
import { addProgress, type ErasureRow, holdErasure, openWork } from '../data/erasure-row';
import { blankOtherFiles } from './blank-other-files';

/**
 * Takes the person out of the files under DATA_DIR: rows of uploaded files, lines of exports, packages made about them, and lines of any other
 * text. Each part may be repeated after a crash: what was taken out is not found again.
 */
export async function forgetFiles(row: ErasureRow, signal: AbortSignal): Promise<void> {
  const cluster = openWork(row);
  const finder = finderOf(cluster);
  const note = (name: string, n: number) =>
    sql().begin(async (tx) => {
      const held = await holdErasure(tx, row.id, 'files');
      if (held) await addProgress(tx, held, 'files', { [name]: n });
    });

  for (const { id } of await sql()<{ id: string }[]>`select id from imports`) {
    signal.throwIfAborted();
    await blankImportRows(id, rowFinder(cluster, finder), (n) => note('rowsOfImports', n));
  }
  const left = await sql()<{ id: string }[]>`select id from exports where file is not null or status in ('running', 'done')`;
  for (const { id } of left) {
    signal.throwIfAborted();
    await note('linesOfExports', await blankExportLines(id, new Set(cluster.profileIds)));
  }
  await note('packages', await removePackages(cluster.profileIds));
  await forgetOtherFiles(row, 'files', signal);
}

/** The part of it that nobody else keeps a list of; left alone are the files that ask a receiver to remove the person. */
export async function forgetOtherFiles(row: ErasureRow, step: 'files' | 'certificate', signal: AbortSignal): Promise<void> {
  const cluster = openWork(row);
  const subject = { finder: finderOf(cluster), ids: new Set(cluster.profileIds) };
  const { lines, unreadable } = await blankOtherFiles(subject, signal, new Set(Object.keys(row.progress.kept ?? {})));
  await sql().begin(async (tx) => {
    const held = await holdErasure(tx, row.id, step);
    if (!held) return;
    await addProgress(tx, held, 'files', { linesOfOtherFiles: lines });
    if (step !== 'certificate') return;
    // Of the last look, however often it is repeated.
    const told = held.progress.kept?.unreadablePackedFiles ?? 0;
    await addProgress(tx, held, 'kept', { unreadablePackedFiles: Math.max(0, unreadable - told) });
  });
}
