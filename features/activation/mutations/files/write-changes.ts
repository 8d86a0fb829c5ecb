import { sql } from '@/db/client';
import { csvLine } from '@/lib/csv';
import type { FilePlace } from '@/lib/file-place';
import { ConnectionError } from '@/lib/safe-socket';
import type { FileDestination } from '@/plugins/kit/types';
import { destinationRow } from '../../core/destination-row';
import { fileName, type Stamp } from '../../core/file-name';
import type { ClaimedDelivery, SendingDestination } from '../../types';
import { claimDeliveries } from '../claim';
import { batchFailed, batchLeftOut, batchSent } from './finish-batch';
import { type PersonLine, publishFile } from './publish';
import type { RunFigures } from './run-figures';

/** People in one file at most: what is held in memory until the file is written. */
const PART = 20_000;
const LOOK_AT = 2_000;
/** Far longer than a file takes; when a worker dies, its people are in the next file after this time. */
const LEASE_MS = 15 * 60_000;

type Segment = { id: string; name: string } | null;
type Line = { delivery: ClaimedDelivery; cells: string[] };

/** Writes what has changed since the last files: for each segment who is new, and who has left. Adds to `figures` as it goes. */
export async function writeChanges(
  destination: SendingDestination,
  plugin: FileDestination,
  place: FilePlace,
  figures: RunFigures,
  { stamp, signal }: { stamp: Stamp; signal: AbortSignal },
): Promise<void> {
  for (const segment of await waitingSegments(destination.id)) {
    for (let number = 1; !signal.aborted; number++) {
      const { deliveries, withheld } = await claimPart(destination, segment);
      figures.withheld += withheld;
      if (deliveries.length === 0) break;
      await writePart({ destination, plugin, place, figures, segment, stamp, number }, deliveries);
    }
  }
}

async function waitingSegments(destinationId: string): Promise<Segment[]> {
  const rows = await sql()<{ id: string | null; name: string | null }[]>`
    select distinct d.segment_id as id, g.name from deliveries d left join segments g on g.id = d.segment_id
    where d.destination_id = ${destinationId} and d.status in ('pending', 'sending', 'retry') and d.next_attempt_at <= clock_timestamp()
    order by 1`;
  return rows.map(({ id, name }) => (id === null ? null : { id, name: name ?? '' }));
}

async function claimPart(destination: SendingDestination, segment: Segment) {
  const part = { deliveries: [] as ClaimedDelivery[], withheld: 0 };
  while (part.deliveries.length < PART) {
    const options = { limit: LOOK_AT, lookAt: LOOK_AT, leaseMs: LEASE_MS, segmentId: segment?.id ?? null };
    const { claimed, any, withheld } = await claimDeliveries(destination, options);
    part.withheld += withheld;
    part.deliveries.push(...claimed);
    if (!any) break;
  }
  return part;
}

type Part = {
  destination: SendingDestination;
  plugin: FileDestination;
  place: FilePlace;
  figures: RunFigures;
  segment: Segment;
  stamp: Stamp;
  number: number;
};

async function writePart(
  { destination, plugin, place, figures, segment, stamp, number }: Part,
  deliveries: ClaimedDelivery[],
): Promise<void> {
  const lines: Line[] = [];
  const unmatched: ClaimedDelivery[] = [];
  for (const delivery of deliveries) {
    const cells = plugin.line(destinationRow(delivery));
    if (cells) lines.push({ delivery, cells });
    else unmatched.push(delivery);
  }
  await batchLeftOut(unmatched, destination.id, 'unmatched');
  figures.unmatched += unmatched.length;
  const removes = ({ delivery: { kind } }: Line) => kind === 'leave' || kind === 'delete';
  let open = lines.map(({ delivery }) => delivery);
  try {
    for (const part of ['removals', 'additions'] as const) {
      const inFile = lines.filter((line) => removes(line) === (part === 'removals'));
      if (inFile.length === 0) continue;
      const name = fileName(segment, part, stamp, number);
      const { bytes, leftOut } = await publishFile(place, name, (without) => content(plugin, inFile, removes, without), destination);
      const sent = inFile.map(({ delivery }) => delivery).filter((d) => !leftOut.has(d.profileId));
      await batchSent(sent, destination.id, name);
      for (const reason of new Set(leftOut.values())) {
        const out = inFile.map(({ delivery }) => delivery).filter((d) => leftOut.get(d.profileId) === reason);
        await batchLeftOut(out, destination.id, { withheld: reason });
      }
      open = open.filter((d) => !inFile.some(({ delivery }) => delivery === d));
      figures.withheld += leftOut.size;
      figures[part === 'additions' ? 'added' : 'removed'] += sent.length;
      figures.files.push({ name, rows: sent.length, bytes });
    }
  } catch (error) {
    const known = error instanceof ConnectionError ? error.failure : { code: 'file', message: 'The file could not be written.' };
    await batchFailed(open, known);
    throw error;
  }
}

function* content(
  plugin: FileDestination,
  lines: readonly Line[],
  removes: (line: Line) => boolean,
  without: ReadonlyMap<string, string>,
): Iterable<PersonLine> {
  yield { profileId: undefined, line: csvLine(plugin.header) };
  for (const line of lines) {
    const { profileId } = line.delivery;
    if (!without.has(profileId)) yield { profileId: removes(line) ? undefined : profileId, line: csvLine(line.cells) };
  }
}
