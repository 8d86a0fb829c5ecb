import { existsSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '@/lib/env';
import { LEDGER_FILE } from '../constants';
import type { Finder } from '../core/spellings';

/** Folders that hold no text about people, or that are seen to elsewhere: imports and exports by their rows, packages and back-ups encrypted. */
const PASSED = new Set(['database', 'secrets', 'run', 'logs', 'imports', 'exports', 'packages', 'backups', LEDGER_FILE, 'runtime.json']);
const TEXT_FILE = /\.(csv|tsv|txt|json|jsonl|ndjson|log|xml|html)$/i;
const PART = 1 << 20;

/**
 * Blanks the lines that name the person in every other text file under DATA_DIR, in place. @returns how many lines
 */
export async function blankOtherFiles(finder: Finder, signal: AbortSignal): Promise<number> {
  let lines = 0;
  for await (const path of textFiles(env().DATA_DIR, true)) {
    signal.throwIfAborted();
    lines += await blankLines(path, finder);
  }
  return lines;
}

async function* textFiles(folder: string, isTop: boolean): AsyncGenerator<string> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (isTop && PASSED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* textFiles(path, false);
    else if (entry.isFile() && TEXT_FILE.test(entry.name)) yield path;
  }
}

async function blankLines(path: string, finder: Finder): Promise<number> {
  const file = await open(path, 'r+');
  let blanked = 0;
  try {
    let start = 0;
    let held = Buffer.alloc(0);
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PART), 0, PART, start + held.length);
      const part = Buffer.concat([held, buffer.subarray(0, bytesRead)]);
      const end = bytesRead === 0 ? part.length : part.lastIndexOf(10) + 1;
      let changed = false;
      for (let from = 0; from < end; ) {
        const line = part.indexOf(10, from);
        const to = line === -1 || line >= end ? end : line;
        if (finder.finds(part.toString('utf8', from, to))) {
          part.fill(0x20, from, to);
          blanked += 1;
          changed = true;
        }
        from = to + 1;
      }
      if (changed) await file.write(part, 0, end, start);
      if (bytesRead === 0) break;
      start += end;
      held = Buffer.from(part.subarray(end));
    }
    if (blanked > 0) await file.sync();
  } finally {
    await file.close();
  }
  return blanked;
}
