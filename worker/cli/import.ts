import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { suggestMapping } from '@/features/ingest/imports/core/suggest-mapping';
import { getImport, type Import, type ImportStatus } from '@/features/ingest/imports/data/find-imports';
import { previewImport } from '@/features/ingest/imports/data/preview-import';
import { checkImport, runImport } from '@/features/ingest/imports/mutations/change-import';
import { storeUpload } from '@/features/ingest/imports/mutations/store-upload';
import { type Mapping, mappingSchema } from '@/features/ingest/imports/schema';
import { AppError } from '@/lib/errors';
import { type Command, line, type Output, optional, required, UsageError } from './types';

const PREVIEWED = 200;

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`The mapping ${file} cannot be read: ${(error as Error).message}`);
  }
}

async function chooseMapping(found: Import, file: string | undefined): Promise<Mapping> {
  const { header, rows } = await previewImport(found, PREVIEWED);
  const proposed = file === undefined ? suggestMapping(header, rows) : readJson(file);
  const parsed = mappingSchema.safeParse(proposed);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'mapping'}: ${issue.message}`).join(' ');
  throw new UsageError(
    file === undefined ? `No mapping can be guessed for this file: give --mapping FILE.json. ${faults}` : `Wrong mapping. ${faults}`,
  );
}

async function until(id: string, wanted: ImportStatus, { err }: Output): Promise<Import> {
  for (let shown = -1; ; await sleep(300)) {
    const found = await getImport(sql(), id);
    if (found.status === wanted) return found;
    if (found.status === 'failed' || found.status === 'cancelled')
      throw new AppError('conflict', `The import has ${found.status}${found.error ? `: ${found.error}` : ''}.`);
    const percent = Math.floor(found.progress * 100);
    if (percent >= shown + 10) {
      shown = percent;
      line(err, `${found.status} ${percent} %`);
    }
  }
}

async function sourceNamed(name: string): Promise<{ id: string } | { newName: string }> {
  const [source] = await sql()<{ id: string }[]>`select id from sources where name = ${name} and kind = 'file' and status = 'enabled'`;
  return source ? { id: source.id } : { newName: name };
}

const showCounts = (counts: object): string =>
  Object.entries(counts)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

export const importFile: Command = {
  name: 'import',
  usage: 'FILE --source NAME [--mapping FILE.json] [--dry-run]',
  summary: 'Imports a CSV file as the console does, and waits for its end.',
  details: [
    '--source    the file source that the rows belong to; made when there is none of this name',
    '--mapping   where the columns go, as JSON; without it the mapping is guessed from the header',
    '--dry-run   reports what would happen and stops',
  ],
  options: { source: { type: 'string' }, mapping: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  arguments: 1,
  run: async ({ values, positionals: [file = ''] }, output) => {
    const source = await sourceNamed(required(values, 'source'));
    const info = statSync(file, { throwIfNoEntry: false });
    if (!info?.isFile()) throw new UsageError(`There is no file ${file}.`);
    const scope = cliScope('tessera');
    const upload = { fileName: basename(file), content: createReadStream(file), expectedBytes: info.size };
    const id = await storeUpload(sql(), scope, upload);
    const mapping = await chooseMapping(await getImport(sql(), id), optional(values, 'mapping'));
    await checkImport(sql(), scope, id, { mapping, source });
    const checked = await until(id, 'checked', output);
    if (values['dry-run']) return line(output.out, `Dry run: ${showCounts(checked.report ?? {})}`);
    await runImport(sql(), scope, id);
    const done = await until(id, 'done', output);
    return line(output.out, `Imported ${basename(file)}: ${showCounts(done.counts)}`);
  },
};
