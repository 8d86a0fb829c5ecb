import { createReadStream, existsSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { sql } from '@/db/client';
import { getImport, importPath } from '../data/find-imports';
import { readRows } from '../data/read-rows';
import type { Mapping } from '../schema';

type IsUnwanted = (cells: readonly string[], raw: string, mapping: Mapping | null) => boolean;
type Stretch = { from: number; to: number };

/**
 * Writes an uploaded file anew without some of its rows: empty lines stand in their place, so that every other row keeps its line. `done` is
 * told how many went, before the file changes. The new file is UTF-8, and takes the old one's place in one step.
 */
export async function blankImportRows(id: string, isUnwanted: IsUnwanted, done: (rows: number) => Promise<void>): Promise<void> {
  const found = await getImport(sql(), id);
  const path = importPath(found.file);
  if (!found.file || !existsSync(path)) return;
  const gone: Stretch[] = [];
  for await (const { rows } of readRows(path, found.format))
    for (const row of rows)
      if (isUnwanted('cells' in row ? row.cells : [], row.raw, found.mapping)) gone.push({ from: row.line, to: row.endLine });
  if (gone.length === 0) return;

  const file = `${found.id}-${Date.now()}.csv`;
  await writeWithout(path, importPath(file), found.format.encoding, gone);
  const { size } = await stat(importPath(file));
  const format = { ...found.format, encoding: 'utf-8', hasBom: false };
  await done(gone.length);
  const changed = await sql()`
    update imports set file = ${file}, bytes = ${size}, format = ${sql().json(format)} where id = ${id} and file = ${found.file}`;
  // A run that is under way has the old file open, and reads it to its end.
  await rm(changed.count === 1 ? path : importPath(file), { force: true });
}

async function writeWithout(from: string, to: string, encoding: string, gone: readonly Stretch[]): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const out = await open(to, 'w', 0o600);
  let line = 1;
  let next = 0;
  let carry = '';
  const write = async (text: string, isEnd: boolean) => {
    const lines = (carry + text).split('\n');
    carry = isEnd ? '' : (lines.pop() ?? '');
    let kept = '';
    for (const [n, content] of lines.entries()) {
      while (next < gone.length && (gone[next]?.to ?? 0) < line) next += 1;
      const stretch = gone[next];
      const isGone = stretch !== undefined && line >= stretch.from && line <= stretch.to;
      kept += isGone ? '' : content;
      if (!(isEnd && n === lines.length - 1)) kept += '\n';
      line += 1;
    }
    if (kept !== '') await out.appendFile(kept);
  };
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 256 * 1024 }))
      await write(decoder.decode(chunk as Buffer, { stream: true }), false);
    await write(decoder.decode(), true);
    await out.sync();
  } finally {
    await out.close();
  }
}
