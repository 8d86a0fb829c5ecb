import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { keyMark } from '@/lib/crypto';
import { AppError } from '@/lib/errors';
import type { BeginItem, MigrationMark } from './types';

type Journal = { entries: { tag: string }[] };

const known = (folder: string): MigrationMark[] =>
  readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis, hash }) => ({ when: folderMillis, hash }));

/**
 * How many of this build's migrations a back-up's database had gone through.
 * @throws AppError conflict when it had gone through others: it comes from a newer version, or from one that was never released
 */
function countKnown(marks: readonly MigrationMark[], folder = 'db/migrations'): number {
  const ours = known(folder);
  if (marks.length > ours.length || marks.some((mark) => mark.when > (ours.at(-1)?.when ?? 0)))
    throw new AppError('conflict', 'This back-up was made by a newer version of Tessera: update this one first, then restore.');
  if (marks.some((mark, i) => mark.hash !== ours[i]?.hash))
    throw new AppError(
      'conflict',
      'This back-up’s schema is not one that this version of Tessera has ever had: restore it with the version that made it.',
    );
  return marks.length;
}

/**
 * Whether a back-up can be restored by this build and with this installation's key. @returns how many of this build's migrations it has
 * @throws AppError conflict
 */
export function assertFits({ keyMark: mark, migrations }: BeginItem, folder?: string): number {
  if (mark !== keyMark())
    throw new AppError(
      'conflict',
      'The ENCRYPTION_KEY here is not that of the installation that made the back-up: without it, erased people would not be recognised and stored passwords could not be read. Put its DATA_DIR/secrets in place first.',
    );
  return countKnown(migrations, folder);
}

/** A folder that holds this build's first `count` migrations, for `run`; gone afterwards. */
export async function withMigrations<T>(count: number, run: (folder: string) => Promise<T>, from = 'db/migrations'): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-migrations-'));
  try {
    const journal = JSON.parse(readFileSync(join(from, 'meta/_journal.json'), 'utf8')) as Journal;
    const entries = journal.entries.slice(0, count);
    mkdirSync(join(folder, 'meta'));
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
    for (const { tag } of entries) cpSync(join(from, `${tag}.sql`), join(folder, `${tag}.sql`));
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
