import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '@/lib/env';
import { LEDGER_FILE } from '../constants';
import type { Finder } from '../core/spellings';
import { blankLines } from './blank-lines';
import { blankPacked, isPacked } from './blank-packed';

/** Folders that hold no text about people, or that are seen to elsewhere: imports and exports by their rows, packages and back-ups encrypted. */
const PASSED = new Set(['database', 'secrets', 'run', 'logs', 'imports', 'exports', 'packages', 'backups', LEDGER_FILE, 'runtime.json']);
/** `raw` and `part`: files on their way in and out, which stay when a process is killed. */
const TEXT_FILE = /\.(csv|tsv|txt|json|jsonl|ndjson|log|xml|html|gz|raw|part)$/i;
const PROFILE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Whom a line may be about: by what names the person, or, in lists without any such value, by the ids of the profiles. */
export type FileSubject = { finder: Finder; ids: ReadonlySet<string> };

/** `unreadable`: packed files that could not be unpacked, so that nobody can say whom they name. */
export type BlankedFiles = { lines: number; unreadable: number };

/**
 * Blanks the lines that name the person in every other text file under DATA_DIR, packed ones too, in place.
 * @param except names of files that must go on naming the person, as those that ask a receiver to remove them
 */
export async function blankOtherFiles(
  { finder, ids }: FileSubject,
  signal: AbortSignal,
  except: ReadonlySet<string> = new Set(),
): Promise<BlankedFiles> {
  const blanked: BlankedFiles = { lines: 0, unreadable: 0 };
  const names = (line: string) => (line.match(PROFILE_ID) ?? []).some((id) => ids.has(id.toLowerCase())) || finder.finds(line);
  for await (const path of textFiles(env().DATA_DIR, except, true)) {
    signal.throwIfAborted();
    try {
      const lines = (await isPacked(path)) ? await blankPacked(path, names) : await blankLines(path, names);
      if (lines === 'unreadable') blanked.unreadable += 1;
      else blanked.lines += lines;
    } catch (error) {
      // A file on its way out is gone when it has arrived.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return blanked;
}

async function* textFiles(folder: string, except: ReadonlySet<string>, isTop: boolean): AsyncGenerator<string> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if ((isTop && PASSED.has(entry.name)) || except.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* textFiles(path, except, false);
    else if (entry.isFile() && TEXT_FILE.test(entry.name)) yield path;
  }
}
