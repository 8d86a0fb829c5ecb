import { open } from 'node:fs/promises';

const PART = 1 << 20;

/**
 * Overwrites with blanks the lines that name somebody, in place. The file keeps its size and its time: whoever reads new files from that
 * folder must not take it for one. @returns how many lines
 */
export async function blankLines(path: string, names: (line: string) => boolean): Promise<number> {
  const file = await open(path, 'r+');
  let blanked = 0;
  try {
    const { atime, mtime } = await file.stat();
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
        if (names(part.toString('utf8', from, to))) {
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
    if (blanked > 0) {
      await file.utimes(atime, mtime);
      await file.sync();
    }
  } finally {
    await file.close();
  }
  return blanked;
}
