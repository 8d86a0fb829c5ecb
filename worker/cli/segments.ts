import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { exportFormats } from '@/features/activation/constants';
import { streamExport } from '@/features/activation/mutations/stream-export';
import { isUuid } from '@/lib/ids';
import { type Command, line, optional, required, UsageError } from './types';

async function findSegment(text: string): Promise<string> {
  const rows = await sql()<{ id: string }[]>`
    select id from segments where ${isUuid(text) ? sql()`id = ${text}` : sql()`name = ${text} and status <> 'archived'`} limit 2`;
  const [segment] = rows;
  if (!segment) throw new UsageError(`There is no segment ${text}.`);
  if (rows.length > 1) throw new UsageError(`Several segments are called ${text}: give the id.`);
  return segment.id;
}

export const segmentsExport: Command = {
  name: 'segments export',
  usage: 'SEGMENT --purpose PURPOSE --channel CHANNEL [--format csv|jsonl|parquet] [--out FILE]',
  summary: 'Writes the members of a segment to a file, without those who have not consented.',
  details: [
    'SEGMENT     its name or id',
    '--purpose, --channel   what the list is for; who has no valid consent for it is withheld and counted',
    '--format    csv (when none is named), jsonl: a JSON document a line, or parquet',
    '--out       the file to write; without it the content goes to standard output and the numbers to standard error',
  ],
  options: { purpose: { type: 'string' }, channel: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  arguments: 1,
  run: async ({ values, positionals: [segment = ''] }, { out, err }) => {
    const format = exportFormats.find((each) => each === (optional(values, 'format') ?? 'csv'));
    if (!format) throw new UsageError(`--format is one of ${exportFormats.join(', ')}.`);
    const [purpose, channel] = [required(values, 'purpose'), required(values, 'channel')];
    const ask = { segmentId: await findSegment(segment), purpose, channel, format };
    const file = optional(values, 'out');
    const target = file === undefined ? out : createWriteStream(file, { mode: 0o600 });
    const write = (part: string | Buffer) =>
      new Promise<void>((resolve, reject) => target.write(part, (error) => (error ? reject(error) : resolve())));
    const counts = await streamExport(cliScope('tessera'), ask, write);
    if (file !== undefined) {
      target.end();
      await finished(target);
    }
    const reasons = Object.entries(counts.reasons).map(([reason, n]) => `${reason} ${n}`);
    line(
      err,
      `${counts.total} members, ${counts.written} written, ${counts.withheld} withheld${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`,
    );
  },
};
