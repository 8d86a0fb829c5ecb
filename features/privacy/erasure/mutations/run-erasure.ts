import { sql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { enqueue } from '@/db/jobs';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { ERASE_JOB } from '../../requests/constants';
import { LOOK_AGAIN_MS } from '../constants';
import { personTables } from '../core/plan-tables';
import { addProgress, type ErasureRow, holdErasure, moveOn, openWork } from '../data/erasure-row';
import type { ErasureStep } from '../types';
import { deleteChunk } from './delete-chunk';
import { forgetContent } from './forget-content';
import { forgetFiles, forgetOtherFiles } from './forget-files';
import { issueCertificate } from './issue-certificate';
import { settleDestinations } from './settle-destinations';
import { suppressPerson } from './suppress-person';

export type Subject = Parameters<typeof suppressPerson>[2];

/** `waiting`: a destination has not answered yet, and the job is to come back. */
export type StepOutcome = 'moved' | 'waiting' | 'done';

/**
 * Does the step that an erasure is at, and moves it to the next. Everything is committed in parts that may be repeated: killed anywhere, the
 * next run goes on, and every row is counted once.
 */
export async function erasureStep(row: ErasureRow, subject: Subject, signal: AbortSignal): Promise<StepOutcome> {
  switch (row.step) {
    case 'suppress':
      await withRetry(() =>
        sql().begin(async (tx) => {
          const held = await holdErasure(tx, row.id, 'suppress');
          if (held) await suppressPerson(tx, held, subject);
        }),
      );
      return 'moved';
    case 'rows':
      while (await deleteMore(row.id)) signal.throwIfAborted();
      return 'moved';
    case 'content':
      await forgetContent(row, signal);
      return next(row, 'content', 'files');
    case 'files':
      await forgetFiles(row, signal);
      return next(row, 'files', 'destinations');
    case 'destinations':
      return lookAtDestinations(row);
    case 'certificate':
      // Again: files may have been under way while the person was forgotten.
      await forgetOtherFiles(row, 'certificate', signal);
      await issueCertificate(row.id);
      return 'done';
  }
}

async function next(row: ErasureRow, from: ErasureStep, to: ErasureStep): Promise<'moved'> {
  await sql().begin(async (tx) => {
    if (await holdErasure(tx, row.id, from)) await moveOn(tx, row.id, to);
  });
  return 'moved';
}

/** @returns whether there is more */
async function deleteMore(id: string): Promise<boolean> {
  return withRetry(() =>
    sql().begin(async (tx) => {
      const held = await holdErasure(tx, id, 'rows');
      if (!held) return false;
      const { profileIds } = openWork(held);
      await lockProfiles(tx, profileIds);
      const kept = await tx<{ ids: string[] }[]>`select delivery_ids as ids from erasure_destinations where erasure_id = ${id}`;
      const { counts, more } = await deleteChunk(tx, personTables(dataMap), {
        ids: profileIds,
        keepDeliveries: kept.flatMap((row) => row.ids),
      });
      await addProgress(tx, held, 'rows', counts);
      if (!more) await moveOn(tx, id, 'content');
      return more;
    }),
  );
}

async function lookAtDestinations(row: ErasureRow): Promise<'moved' | 'waiting'> {
  return sql().begin(async (tx) => {
    const held = await holdErasure(tx, row.id, 'destinations');
    if (!held) return 'moved';
    const { ended, removalFiles } = await settleDestinations(tx, row.id, openWork(held).profileIds);
    await addProgress(tx, held, 'kept', Object.fromEntries(removalFiles.map((name) => [name, 1])));
    if (ended) {
      await moveOn(tx, row.id, 'certificate');
      return 'moved';
    }
    await enqueue(
      tx,
      ERASE_JOB,
      { requestId: row.requestId },
      { key: `erase:${row.requestId}:wait`, runAt: new Date(Date.now() + LOOK_AGAIN_MS) },
    );
    return 'waiting';
  });
}
