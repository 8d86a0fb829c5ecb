import { isDeepStrictEqual } from 'node:util';
import type postgres from 'postgres';
import { sizesSettled } from '../../sizes-settled';
import type { ProofContext } from '../types';
import type { Expected } from './file-of-people';

type Asked = { listId: string; segmentId: string; uploadId: string; file: Expected; before: number };

/** Compares what an upload has come to with what its file says. */
export async function compareUpload(sql: postgres.Sql, asked: Asked, context: ProofContext): Promise<void> {
  await compareCounts(sql, asked, context);
  await compareRejects(sql, asked, context);
  await comparePeople(sql, asked, context);
}

async function compareCounts(sql: postgres.Sql, { uploadId, file, before }: Asked, { say, fault }: ProofContext): Promise<void> {
  const [found] = await sql`
    select rows, matched, added, duplicates, not_found as "notFound", invalid from list_uploads where id = ${uploadId}`;
  const wanted = {
    rows: file.rows,
    matched: file.people.length,
    added: Math.max(0, file.people.length - before),
    duplicates: file.duplicates,
    notFound: file.rejects.filter((r) => r.reason === 'not_found').length,
    invalid: file.rejects.filter((r) => r.reason === 'invalid').length,
  };
  say(`  counted: ${JSON.stringify(found)}`);
  if (!isDeepStrictEqual({ ...found }, wanted)) fault(`in the file: ${JSON.stringify(wanted)}`);
  const ends = await sql`
    select details from audit_log where action in ('list.uploaded', 'list.upload_failed', 'list.upload_cancelled') and details->>'upload' = ${uploadId}`;
  if (ends.length !== 1) fault(`the audit log says ${ends.length} times that it ended`);
}

async function compareRejects(sql: postgres.Sql, { uploadId, file }: Asked, { say, fault }: ProofContext): Promise<void> {
  const kept = await sql`select line, value, reason from list_upload_rejects where upload_id = ${uploadId} order by line`;
  say(`  rejects: ${kept.length}`);
  const wrong = file.rejects.findIndex((reject, i) => !isDeepStrictEqual({ ...kept[i] }, reject));
  if (kept.length !== file.rejects.length || wrong >= 0)
    fault(`${file.rejects.length} rejects are in the file; the first that differs is ${JSON.stringify(file.rejects[wrong])}`);
}

/** Everybody of the file is on the list and in its segment, and entered it once. */
async function comparePeople(sql: postgres.Sql, { listId, segmentId, file, before }: Asked, { say, fault }: ProofContext): Promise<void> {
  await sizesSettled(sql);
  const [found] = await sql<Record<string, number>[]>`
    with wanted as (select md5('person ' || n)::uuid as id from generate_series(1, ${file.people.length}::int) n)
    select
      (select count(*) from list_members m join wanted w on w.id = m.profile_id where list_id = ${listId})::int as listed,
      (select count(*) from list_members where list_id = ${listId})::int as "onList",
      (select count(*) from list_members where list_id = ${listId} and origin = 'upload')::int as uploaded,
      (select count(*) from memberships m join wanted w on w.id = m.profile_id where segment_id = ${segmentId})::int as members,
      (select size from segments where id = ${segmentId})::int as size,
      (select count(*) from membership_changes where segment_id = ${segmentId} and change = 'enter')::int as entered,
      (select count(distinct profile_id) from membership_changes where segment_id = ${segmentId} and change = 'enter')::int as "entered once",
      (select count(*) from membership_changes where segment_id = ${segmentId} and change = 'leave')::int as left`;
  say(`  people: ${JSON.stringify(found)}`);
  const people = file.people.length;
  const all = { listed: people, onList: people, uploaded: people - before, members: people, size: people, entered: people };
  if (!isDeepStrictEqual({ ...found }, { ...all, 'entered once': people, left: 0 })) fault(`in the file: ${people} people`);
}
