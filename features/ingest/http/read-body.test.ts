import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readStream } from './read-body';

const always = () => true;

describe('readStream', () => {
  it('reads all of it', async () => {
    const stream = new PassThrough();
    const read = readStream(stream, 100, always);
    stream.write('one ');
    stream.end('two');
    expect(String(await read)).toBe('one two');
  });

  it('stops at the limit, when there is no room, when the caller goes, and when it takes too long', async () => {
    const large = new PassThrough();
    large.write('x'.repeat(101));
    expect(await readStream(large, 100, always)).toBe('too_large');
    expect(large.isPaused()).toBe(true);

    const crowded = new PassThrough();
    crowded.write('x');
    expect(await readStream(crowded, 100, () => false)).toBe('no_room');

    const gone = new PassThrough();
    const left = readStream(gone, 100, always);
    gone.destroy();
    expect(await left).toBe('aborted');

    const slow = new PassThrough();
    slow.write('x');
    expect(await readStream(slow, 100, always, 10)).toBe('too_slow');
  });
});
