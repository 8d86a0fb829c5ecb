import { sql } from '@/db/client';
import type { FilePlace } from '@/lib/file-place';
import { exportHeader } from '../../core/export-line';
import { fileName, type Stamp } from '../../core/file-name';
import { exportChunks } from '../../data/export-chunks';
import type { Mapping, SendingDestination } from '../../types';
import { type PersonLine, publishFile } from './publish';
import type { RunFigures } from './run-figures';

type Sync = { id: string; name: string; mapping: Mapping };

/**
 * Writes each attached segment whole: one file of its members, with the columns that go along. One that is not whole itself waits for the
 * next time. Adds to `figures` as it goes.
 */
export async function writeSnapshots(
  destination: SendingDestination,
  place: FilePlace,
  figures: RunFigures,
  { stamp, signal }: { stamp: Stamp; signal: AbortSignal },
): Promise<void> {
  const syncs = await sql()<Sync[]>`
    select g.id, g.name, s.mapping from syncs s join segments g on g.id = s.segment_id
    where s.destination_id = ${destination.id} and s.status = 'active'
      and (g.state = 'live' or (g.state <> 'building' and g.evaluated_at is not null)) order by g.name, g.id`;
  for (const sync of syncs) {
    if (signal.aborted) return;
    const name = fileName(sync, 'members', stamp);
    const counts = { rows: 0, withheld: 0 };
    const { bytes, leftOut } = await publishFile(place, name, (without) => members(destination, sync, without, counts), destination);
    figures.files.push({ name, rows: counts.rows, bytes });
    figures.added += counts.rows;
    figures.withheld += counts.withheld + leftOut.size;
  }
}

async function* members(
  { purpose, channel }: SendingDestination,
  { id, mapping }: Sync,
  without: ReadonlyMap<string, string>,
  counts: { rows: number; withheld: number },
): AsyncGenerator<PersonLine> {
  Object.assign(counts, { rows: 0, withheld: 0 });
  yield { profileId: undefined, line: exportHeader(mapping) };
  for await (const { rows, reasons } of exportChunks({ ...mapping, segmentId: id, purpose, channel, personalData: 'full' })) {
    // Who was left out of an earlier try is counted there; consent given back in the meantime is for the next file.
    const kept = rows.filter((row) => !without.has(row.id));
    counts.rows += kept.length;
    counts.withheld += Object.entries(reasons).reduce((sum, [, n]) => sum + n, 0);
    for (const row of kept) yield { profileId: row.id, line: row.line };
  }
}
