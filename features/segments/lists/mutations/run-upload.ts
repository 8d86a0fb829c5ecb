import { sql, type TransactionSql } from '@/db/client';
import { withRetry } from '@/db/with-retry';
import { namesErased } from '@/features/ingest/data/erased';
import { readRows } from '@/features/ingest/imports/data/read-rows';
import type { BadRow, FileRow } from '@/features/ingest/imports/types';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import { AppError } from '@/lib/errors';
import { MOST_UNMATCHED, PIECE, SLICE } from '../constants';
import { type KeyedRow, sortRows } from '../core/sort-rows';
import type { UploadReject } from '../data/find-uploads';
import { formatOf, listFile } from '../data/list-file';
import { matchPeople } from '../data/match-people';
import { changeWithin, requireOpen } from './change-people';
import { endUpload, failUpload } from './end-upload';

type Row = FileRow | BadRow;
type Upload = {
  id: string;
  listId: string;
  delimiter: string;
  readAs: string;
  place: number;
  headerLine: number;
  cursor: number;
  by: string;
};
/** Values looked through for people who were erased before others have their turn. */
const ASKED_AT_ONCE = 50;

/** What a slice of the file brings: `fresh` are people whom no earlier row named. */
type Slice = { endLine: number; rows: number; fresh: string[]; duplicates: number; unmatched: UploadReject[] };

/**
 * Puts on the list whom the file names, slice by slice: people, evaluation, counts, what was not matched and the cursor in one transaction each.
 * After a crash it reads again up to the cursor, to know whom earlier rows named, and writes from there: nothing is done or counted twice. A
 * cancelled upload is left alone at its next slice; on a list that was archived meanwhile it fails. Of two runs at once one writes a slice, and the
 * other gives way.
 * @returns 'overtaken' where another run went on with it
 * @throws Error when the signal is aborted: run it again
 */
export async function runUpload(id: string, signal: AbortSignal): Promise<'ended' | 'overtaken'> {
  const upload = await claim(id);
  if (!upload) return 'ended';
  try {
    const country = await phoneCountry(sql());
    const people = new Set<string>();
    let begin = upload.cursor;
    for await (const rows of slices(upload)) {
      signal.throwIfAborted();
      const before = rows.filter((row) => row.line <= upload.cursor);
      if (before.length > 0) await readSlice(before, upload, country, people);
      const rest = before.length > 0 ? rows.slice(before.length) : rows;
      if (rest.length === 0) continue;
      const slice = await readSlice(rest, upload, country, people);
      const outcome = await withRetry(() => sql().begin((tx) => writeSlice(tx, upload, begin, slice)));
      if (outcome !== 'written') return outcome;
      begin = slice.endLine;
    }
  } catch (error) {
    // One that was cancelled a moment ago, and has no file any more, stays as it ended.
    const known = error instanceof AppError ? 'archived' : isMissing(error) ? 'gone' : undefined;
    if (known === undefined) throw error;
    await failUpload(sql(), id, known);
    return 'ended';
  }
  await endUpload(sql(), id);
  return 'ended';
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function claim(id: string): Promise<Upload | undefined> {
  const [upload] = await sql()<Upload[]>`
    update list_uploads set status = 'running' where id = ${id} and status in ('queued', 'running')
    returning id, list_id as "listId", delimiter, read_as as "readAs", place, header_line as "headerLine", cursor, created_by as by`;
  return upload;
}

async function* slices({ id, delimiter, headerLine }: Upload): AsyncGenerator<Row[]> {
  let held: Row[] = [];
  for await (const { rows } of readRows(listFile(id), formatOf(delimiter), { bytesAtOnce: PIECE })) {
    for (const row of rows) {
      if (row.line <= headerLine) continue;
      held.push(row);
      if (held.length < SLICE) continue;
      yield held;
      held = [];
    }
  }
  if (held.length > 0) yield held;
}

/** @param people whom the rows before named; those of this slice are added */
async function readSlice(rows: Row[], upload: Upload, country: string | undefined, people: Set<string>): Promise<Slice> {
  const { keyed, invalid } = await sortRows(rows, { as: upload.readAs, place: upload.place, country });
  const found = await matchPeople(sql(), upload.readAs, [...new Set(keyed.map((row) => row.key))]);
  const slice: Slice = {
    endLine: rows.at(-1)?.endLine ?? 0,
    rows: rows.length,
    fresh: [],
    duplicates: 0,
    unmatched: invalid.map((row) => ({ ...row, reason: 'invalid' })),
  };
  for (const row of keyed) countRow(row, found.get(row.key), slice, people);
  return slice;
}

function countRow({ line, value }: KeyedRow, profileId: string | undefined, slice: Slice, people: Set<string>): void {
  if (profileId === undefined) slice.unmatched.push({ line, value, reason: 'not_found' });
  else if (people.has(profileId)) slice.duplicates += 1;
  else {
    people.add(profileId);
    slice.fresh.push(profileId);
  }
}

/**
 * Nothing is written when the upload has ended, or is no more where the slice begins.
 * @param begin the line at which the slice before it ended
 * @throws AppError when the list is archived
 */
async function writeSlice(
  tx: TransactionSql,
  { id, listId, by, readAs }: Upload,
  begin: number,
  slice: Slice,
): Promise<'written' | 'ended' | 'overtaken'> {
  const [held] = await tx<{ status: string; cursor: number; kept: number }[]>`
    select status, cursor, not_found + invalid as kept from list_uploads where id = ${id} for update`;
  if (held?.status !== 'running') return 'ended';
  if (held.cursor !== begin) return 'overtaken';
  await requireOpen(tx, listId);
  const kept = await withoutErased(tx, slice.unmatched.slice(0, Math.max(0, MOST_UNMATCHED - held.kept)), readAs);
  const added = await changeWithin(tx, { id: listId, profileIds: slice.fresh, on: true, origin: 'upload', by });
  if (kept.length > 0)
    await tx`
      insert into list_upload_rejects (upload_id, line, value, reason)
      select ${id}::uuid, line, value, reason from jsonb_to_recordset(${tx.json(kept)}) as r (line int, value text, reason text)`;
  const invalid = slice.unmatched.filter((row) => row.reason === 'invalid').length;
  await tx`
    update list_uploads set cursor = ${slice.endLine}, rows = rows + ${slice.rows}, matched = matched + ${slice.fresh.length},
      added = added + ${added.length}, duplicates = duplicates + ${slice.duplicates},
      not_found = not_found + ${slice.unmatched.length - invalid}, invalid = invalid + ${invalid}, error = null
    where id = ${id}`;
  return 'written';
}

/** What may be kept of the values that matched nobody: none that names somebody who was erased. */
async function withoutErased(tx: TransactionSql, unmatched: readonly UploadReject[], readAs: string): Promise<UploadReject[]> {
  const kept: UploadReject[] = [];
  for (let i = 0; i < unmatched.length; i += ASKED_AT_ONCE) {
    const part = unmatched.slice(i, i + ASKED_AT_ONCE);
    const erased = await namesErased(
      tx,
      part.map(({ value }) => ({ text: value, values: { [readAs]: value } })),
    );
    kept.push(...part.filter((_, n) => !erased.has(n)));
  }
  return kept;
}
