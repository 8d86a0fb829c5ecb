import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Sql, TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { readRows } from '@/features/ingest/imports/data/read-rows';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { PIECE, UPLOAD_ATTEMPTS, UPLOAD_JOB, uploadKey } from '../constants';
import { type ChosenColumn, chooseColumn } from '../core/choose-column';
import { type PlainText, plainText } from '../core/plain-text';
import { formatOf, listFile, listsFolder } from '../data/list-file';
import { actorName } from './actor-name';
import { requireOpen } from './change-people';

type Upload = { listId: string; fileName: string; as: string; content: AsyncIterable<Uint8Array>; expectedBytes?: number | undefined };

/** Rows by which the column is chosen. */
const SAMPLE = 200;

/**
 * Keeps a file of people until a job has put them on the list, and starts that job. Says at once when the file cannot be one.
 * @returns the upload's id
 * @throws AppError payload_too_large; invalid_input for a file that is empty, broken off or no text; not_found; conflict when the list is
 *   archived or another file is on its way onto it
 */
export async function storeUpload(
  db: Sql,
  scope: Scope,
  { listId, fileName, as, content, expectedBytes }: Upload,
): Promise<{ id: string }> {
  await db.begin((tx) => requireIdle(tx, listId));
  const id = newId();
  const path = listFile(id);
  await mkdir(listsFolder(), { recursive: true, mode: 0o700 });
  try {
    const text: PlainText = { bytes: 0, lines: 0, delimiter: ',' };
    await pipeline(plainText(content, text), createWriteStream(`${path}.part`, { mode: 0o600 }));
    if (expectedBytes !== undefined && expectedBytes !== text.bytes)
      throw new AppError('invalid_input', `The upload broke off after ${text.bytes} of ${expectedBytes} bytes. Send the file again.`, {
        key: 'import.brokeOff',
        values: { bytes: text.bytes, expected: expectedBytes },
      });
    const column = await columnOf(`${path}.part`, text.delimiter, as, await phoneCountry(db));
    await rename(`${path}.part`, path);
    await db.begin(async (tx) => {
      await requireIdle(tx, listId);
      await tx`
        insert into list_uploads (id, list_id, file_name, bytes, lines, delimiter, read_as, place, header, header_line, created_by)
        values (${id}, ${listId}, ${fileName}, ${text.bytes}, ${text.lines}, ${text.delimiter}, ${column.as}, ${column.index},
                ${column.header}, ${column.headerLine}, ${actorName(scope)})`;
      const details = { upload: id, bytes: text.bytes, lines: text.lines, as: column.as };
      await audit(tx, scope, { action: 'list.upload_started', subjectType: 'list', subjectId: listId, details });
      await enqueue(tx, UPLOAD_JOB, { uploadId: id }, { key: uploadKey(id), queue: 'lists', maxAttempts: UPLOAD_ATTEMPTS });
    });
    return { id };
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

/** @throws AppError not_found; conflict when the list is archived, or while another file is on its way onto it */
async function requireIdle(tx: TransactionSql, listId: string): Promise<void> {
  await tx`select from lists where id = ${listId} for update`;
  await requireOpen(tx, listId);
  const [busy] = await tx`select from list_uploads where list_id = ${listId} and status in ('queued', 'running') limit 1`;
  if (busy)
    throw new AppError('conflict', 'Another file is on its way onto this list. Wait for its end, or cancel it.', { key: 'list.uploading' });
}

/** @throws AppError invalid_input for a file without rows */
async function columnOf(
  path: string,
  delimiter: string,
  as: string,
  country: string | undefined,
): Promise<ChosenColumn & { headerLine: number }> {
  const sample: { cells: string[]; endLine: number }[] = [];
  for await (const { rows } of readRows(path, formatOf(delimiter), { bytesAtOnce: PIECE })) {
    for (const row of rows) if ('cells' in row && sample.length < SAMPLE) sample.push(row);
    if (sample.length === SAMPLE) break;
  }
  const chosen = await chooseColumn(
    sample.map((row) => row.cells),
    as,
    country,
  );
  if (!chosen) throw new AppError('invalid_input', 'The file has no rows.', { key: 'list.empty' });
  return { ...chosen, headerLine: chosen.header === null ? 0 : (sample[0]?.endLine ?? 0) };
}
