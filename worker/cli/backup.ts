import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expiredBackups, type KnownBackup } from '@/db/backup/expired';
import { readHeader, verifyBackup } from '@/db/backup/read-backup';
import { writeBackup } from '@/db/backup/write-backup';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { cliScope } from '@/features/access/core/scope';
import { env } from '@/lib/env';
import { keyDetails, keyOptions, readBackupKey } from './backup-key';
import { showProgress } from './show-progress';
import { type Command, line, type Output, optional, UsageError } from './types';

const ENDING = '.backup';

/** A folder gets a file named by the moment. */
function fileIn(given: string): string {
  const path = resolve(given);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  return join(path, `tessera-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z${ENDING}`);
}

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) throw new UsageError('--keep takes a number of days, 1 or more.');
  return days;
}

async function backupsIn(folder: string): Promise<KnownBackup[]> {
  const known: KnownBackup[] = [];
  for (const name of readdirSync(folder).filter((name) => name.endsWith(ENDING))) {
    const path = join(folder, name);
    const found = await readHeader(path).catch(() => undefined);
    if (found) known.push({ path, createdAt: new Date(found.header.createdAt) });
  }
  return known;
}

async function verify(file: string, values: Record<string, string | boolean | undefined>, { out }: Output): Promise<void> {
  const { begin, end } = await verifyBackup(file, readBackupKey(values));
  const rows = end.tables.reduce((sum, table) => sum + table.rows, 0);
  line(out, `${file} is whole: ${end.tables.length} tables, ${rows} rows, ${end.files.length} files, as of ${begin.createdAt}.`);
}

export const backup: Command = {
  name: 'backup',
  usage: 'FILE [--keep DAYS] [--passphrase-file FILE] | --verify FILE',
  summary: 'Writes an encrypted back-up of one moment while Tessera runs, or checks one.',
  details: [
    'FILE        the file to write, which must not exist; of a folder, a new file in it named by the moment',
    `--keep      afterwards deletes back-ups (*${ENDING}) in the same folder that are older than so many days`,
    '--verify    reads a back-up to its end and checks every part of it; needs no running installation',
    ...keyDetails,
    'Not in it, so keep them apart and up to date: DATA_DIR/secrets and DATA_DIR/erasure-ledger.jsonl.',
  ],
  options: { keep: { type: 'string' }, verify: { type: 'boolean' }, ...keyOptions },
  arguments: 1,
  run: async ({ values, positionals: [given = ''] }, output) => {
    if (values.verify) return verify(given, values, output);
    const days = daysOf(optional(values, 'keep'));
    const file = fileIn(given);
    const from = Date.now();
    const bytes = await writeBackup(env().DATABASE_URL ?? '', file, readBackupKey(values), showProgress(output));
    await audit(sql(), cliScope('tessera'), { action: 'backup.made', subjectType: 'backup', details: { bytes } });
    line(output.out, `${file}: ${(bytes / 1e6).toFixed(1)} MB in ${((Date.now() - from) / 1000).toFixed(1)} s`);
    if (days === undefined) return;
    for (const { path } of expiredBackups(await backupsIn(dirname(file)), days, new Date())) {
      rmSync(path);
      line(output.out, `Deleted ${path}: older than ${days} days`);
    }
  },
};
