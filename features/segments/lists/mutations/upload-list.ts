import type { Sql } from '@/db/client';
import type { ListReport } from '@/db/schema/lists';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import { AppError } from '@/lib/errors';
import { CHUNK, MAX_LIST_BYTES, MOST_UNMATCHED } from '../constants';
import { readFile } from '../core/read-file';
import { keyOf, matchPeople } from '../data/match-people';
import type { Unmatched, UploadReport } from '../types';
import { actorName } from './actor-name';
import { changePeople, requireOpen } from './change-people';

type Upload = { id: string; fileName: string; as: string; content: AsyncIterable<Uint8Array> };

/**
 * Puts everybody on the list whom a file names, and says what became of each row: `matched` rows named a person (of whom `added` were not on
 * the list before), `duplicates` named one whom an earlier row did, and the rest named nobody. Counts alone are kept.
 * @throws AppError payload_too_large; invalid_input for an empty file; not_found, conflict as `changePeople`
 */
export async function uploadList(db: Sql, scope: Scope, { id, fileName, as, content }: Upload): Promise<UploadReport> {
  await requireOpen(db, id);
  const country = await phoneCountry(db);
  const file = readFile(await wholeOf(content), as, country);
  const seen = new Set<string>();
  const people = new Set<string>();
  const unmatched: Unmatched[] = file.broken.map((row) => ({ ...row, reason: 'invalid' }));
  let duplicates = 0;
  for (let i = 0; i < file.values.length; i += CHUNK) {
    const fresh: { line: number; value: string; key: string }[] = [];
    for (const { line, value } of file.values.slice(i, i + CHUNK)) {
      const key = keyOf(file.as, value, country);
      if (key === undefined) unmatched.push({ line, value, reason: 'invalid' });
      else if (seen.has(key)) duplicates += 1;
      else fresh.push({ line, value, key });
      if (key !== undefined) seen.add(key);
    }
    const found = await matchPeople(
      db,
      file.as,
      fresh.map((row) => row.key),
    );
    for (const { line, value, key } of fresh) {
      const profileId = found.get(key);
      if (profileId === undefined) unmatched.push({ line, value, reason: 'not_found' });
      else if (people.has(profileId)) duplicates += 1;
      else people.add(profileId);
    }
  }
  const added = await changePeople(db, scope, { id, profileIds: [...people], on: true, origin: 'upload' });
  const count = (reason: Unmatched['reason']) => unmatched.filter((row) => row.reason === reason).length;
  const report: ListReport = {
    fileName,
    at: new Date().toISOString(),
    by: actorName(scope),
    rows: file.values.length + file.broken.length,
    matched: people.size,
    added,
    duplicates,
    notFound: count('not_found'),
    invalid: count('invalid'),
  };
  await db.begin(async (tx) => {
    await tx`update lists set report = ${tx.json(report)}, updated_at = now() where id = ${id}`;
    const { rows, matched, notFound, invalid } = report;
    const details = { rows, matched, added, duplicates, notFound, invalid };
    await audit(tx, scope, { action: 'list.uploaded', subjectType: 'list', subjectId: id, details });
  });
  const sorted = unmatched.sort((a, b) => a.line - b.line).slice(0, MOST_UNMATCHED);
  return { ...report, as: file.as, column: file.column, unmatched: sorted };
}

async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > MAX_LIST_BYTES) {
      const limit = MAX_LIST_BYTES / 1024 ** 2;
      throw new AppError('payload_too_large', `Lists may have up to ${limit} MB. Split the file.`, {
        key: 'list.tooLarge',
        values: { limit },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
