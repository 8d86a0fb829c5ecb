import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type ZipEntry = { name: string; content(): AsyncIterable<string> };

/** A ZIP of these files, in order, as a stream: one file is read at a time, and none is held whole. `onEntry` is told before each. */
export function zipOf(entries: readonly ZipEntry[], at: Date, onEntry: (done: number) => void): AsyncIterable<Buffer> {
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  zip.on('error', (error) => stream.destroy(error as unknown as Error));
  for (const [n, { name, content }] of entries.entries())
    zip.addReadStreamLazy(name, { mtime: at, mode: 0o100644 }, (give) => {
      onEntry(n);
      const source = Readable.from(bytesOf(content()));
      source.on('error', (error) => stream.destroy(error));
      give(null, source);
    });
  zip.end();
  return stream;
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of texts) if (text !== '') yield Buffer.from(text);
}
