import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import { systemScope } from '@/features/access/core/scope';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { withFilePlace } from '@/lib/file-place';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { ConnectionError } from '@/lib/safe-socket';
import { nextRun } from '@/lib/schedule';
import { type FileSettings, scheduleOf } from '@/plugins/kit/file-settings';
import { openConnection } from '../../data/connection';
import { sendingDestination } from '../../data/due-destinations';
import { noFigures, type RunFigures } from './run-figures';
import { writeChanges } from './write-changes';
import { writeSnapshots } from './write-snapshots';

export const FILES_JOB = 'activation.write-files';
export type Trigger = 'schedule' | 'staff' | 'removal';

const TRY_AGAIN_MS = 15 * 60_000;

/** One after another for each destination, and only one waiting. */
export const enqueueFiles = (tx: Parameters<typeof enqueue>[0], destinationId: string, trigger: Trigger): Promise<void> =>
  enqueue(tx, FILES_JOB, { destinationId, trigger }, { key: `files:${destinationId}`, queue: `files:${destinationId}`, maxAttempts: 3 });

/** "Write now". @throws AppError not_found; conflict while it is paused */
export async function requestFiles(scope: Scope, destinationId: string): Promise<void> {
  await sql().begin(async (tx) => {
    const [row] = await tx<{ status: string }[]>`
      select status from destinations where id = ${destinationId} and transport <> 'each' and status in ('enabled', 'paused')`;
    if (!row) throw new AppError('not_found', 'There is no such destination.', { key: 'destination.none' });
    if (row.status === 'paused') throw new AppError('conflict', 'Resume the destination first.', { key: 'destination.resumeFirst' });
    await enqueueFiles(tx, destinationId, 'staff');
    await audit(tx, scope, { action: 'destination.files_requested', subjectType: 'destination', subjectId: destinationId });
  });
}

/**
 * Writes the files of one destination, with an entry in its log whatever happens. After a failure it is tried again in a quarter of an
 * hour, or at its next time if that is sooner: what was not written waits.
 */
export async function writeFiles(destinationId: string, trigger: Trigger, signal: AbortSignal): Promise<void> {
  const destination = await sendingDestination(sql(), destinationId);
  if (!destination) return;
  const { plugin, settings } = openConnection(destination);
  if (plugin.transport === 'each') return;
  const place = settings as FileSettings;
  const at = await databaseNow(sql());
  const figures = noFigures();
  const runId = newId();
  const stamp = { at, mark: runId.slice(-6) };
  // What an earlier process left behind when it died.
  await sql()`update file_runs set status = 'failed', error = 'The worker stopped.', finished_at = now()
    where destination_id = ${destinationId} and status = 'running'`;
  await sql()`insert into file_runs (id, destination_id, trigger) values (${runId}, ${destinationId}, ${trigger})`;
  let error: string | null = null;
  try {
    await withFilePlace(place, (open) =>
      plugin.transport === 'files'
        ? writeChanges(destination, plugin, open, figures, { stamp, signal })
        : writeSnapshots(destination, open, figures, { stamp, signal }),
    );
  } catch (err) {
    error = err instanceof ConnectionError ? err.failure.message : 'The files could not be written.';
    log.error({ err, destinationId }, 'files of a destination could not be written');
  }
  const { timeZone } = await readCompanySettings();
  const planned = nextRun(scheduleOf(place), at, timeZone);
  const again = new Date(at.getTime() + TRY_AGAIN_MS);
  await finishRun(runId, destinationId, { figures, error, next: error !== null && again < planned ? again : planned });
}

async function finishRun(
  runId: string,
  destinationId: string,
  { figures, error, next }: { figures: RunFigures; error: string | null; next: Date },
): Promise<void> {
  const { files, added, removed, withheld, unmatched } = figures;
  await sql().begin(async (tx) => {
    await tx`
      update file_runs set status = ${error === null ? 'done' : 'failed'}, files = ${tx.json(files)}, added = ${added},
        removed = ${removed}, withheld = ${withheld}, unmatched = ${unmatched}, error = ${error}, finished_at = now()
      where id = ${runId}`;
    await tx`update destinations set next_run_at = ${next} where id = ${destinationId} and transport <> 'each'`;
    if (files.length > 0) {
      await audit(tx, systemScope('files'), {
        action: 'destination.files_written',
        subjectType: 'destination',
        subjectId: destinationId,
        details: { files: files.map(({ name }) => name), added, removed, withheld },
      });
    }
  });
}

/** Starts what is due: on its time, and at once where people are being taken out of a destination. */
export async function startDueFiles(): Promise<void> {
  await sql().begin(async (tx) => {
    const due = await tx<{ id: string; leaving: boolean }[]>`
      select d.id, (d.status = 'deleting' or exists (
        select from syncs s where s.destination_id = d.id and s.status = 'detaching')) as leaving
      from destinations d
      where d.transport <> 'each' and d.status in ('enabled', 'deleting') and (d.next_run_at <= now() or (d.transport = 'files'
        and (d.status = 'deleting' or exists (select from syncs s where s.destination_id = d.id and s.status = 'detaching'))))
      for update of d skip locked`;
    for (const { id, leaving } of due) {
      // Moved on by the run itself; until then nothing starts it twice.
      await tx`update destinations set next_run_at = now() + interval '15 minutes' where id = ${id}`;
      await enqueueFiles(tx, id, leaving ? 'removal' : 'schedule');
    }
  });
}
