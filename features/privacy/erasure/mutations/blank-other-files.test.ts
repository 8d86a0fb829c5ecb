import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, it, vi } from 'vitest';
import { newId } from '@/lib/ids';
import { hashed } from '@/plugins/kit/audience-fields';
import { finderOf } from '../core/spellings';
import { blankOtherFiles } from './blank-other-files';

const folder = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/tessera-blank-${process.pid}`;
  process.env.DATA_DIR = path;
  return path;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const id = newId();
const email = 'zoe.q@gmail.com';
const finder = finderOf({ identifiers: [{ type: 'email', value: email, display: email, shared: false }], names: [] });
const blank = (except?: Set<string>) => blankOtherFiles({ finder, ids: new Set([id]) }, new AbortController().signal, except);
const long = new Date('2026-01-02T03:04:05.678Z');

function put(name: string, bytes: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, long, long);
  return path;
}
const lines = (path: string) => readFileSync(path, 'utf8').split('\n');

it('blanks a line of a list that holds nothing but the id and a name', async () => {
  const other = newId();
  const path = put('files/weekly.csv', `profile_id,first_name\r\n${id},Zoë\r\n${other},Ann\r\n`);
  expect(await blank()).toEqual({ lines: 1, unreadable: 0 });
  expect(lines(path).map((line) => line.trim())).toEqual(['profile_id,first_name', '', `${other},Ann`, '']);
});

it('finds the hash that advertising makes of a Gmail address, without its dots', async () => {
  const path = put('files/ads.csv', `Email\r\n${hashed('zoeq@gmail.com')}\r\n${hashed('ann@gmail.com')}\r\n`);
  expect(await blank()).toEqual({ lines: 1, unreadable: 0 });
  expect(readFileSync(path, 'utf8')).not.toContain(hashed('zoeq@gmail.com'));
  expect(readFileSync(path, 'utf8')).toContain(hashed('ann@gmail.com'));
});

it('takes the line out of a packed file, which looks as if it had not been touched to whoever reads new files', async () => {
  const rows = Array.from({ length: 2_000 }, (_, n) => `p${n}@elsewhere.example,${hashed(String(n))}\n`).join('');
  const path = put('files/in/processed/old.csv.gz', gzipSync(`email,x\n${rows}${email},y\nlast@elsewhere.example,z\n`));
  const before = statSync(path);
  expect(await blank()).toEqual({ lines: 1, unreadable: 0 });
  const text = gunzipSync(readFileSync(path)).toString();
  expect(text).not.toContain(email);
  expect(text).toContain('p1999@elsewhere.example');
  expect(text).toContain('last@elsewhere.example');
  const after = statSync(path);
  expect([after.size, after.mtime.getTime(), after.mode]).toEqual([before.size, before.mtime.getTime(), before.mode]);
  expect(await blank()).toEqual({ lines: 0, unreadable: 0 });
});

it('tells of a packed file that it cannot read', async () => {
  put('files/broken.csv.gz', 'no gzip at all');
  put('files/short.csv.gz', gzipSync(`${email}\n`.repeat(50)).subarray(0, 30));
  expect(await blank()).toEqual({ lines: 0, unreadable: 2 });
});

it('looks through what a run that died left behind, plain, packed or half brought there', async () => {
  const paths = [
    put('pulled/1.raw', `a\n${email}\n`),
    put('pulled/2.raw', gzipSync(`a\n${email}\n`)),
    put('files/out/.tessera-1.part', `a\r\n${id}\r\n`),
  ];
  expect(await blank()).toEqual({ lines: 3, unreadable: 0 });
  for (const path of paths) expect(readFileSync(path).includes(email)).toBe(false);
});

it('leaves a plain file its time, and passes over files that are named', async () => {
  const path = put('files/in/people.csv', `${email}\nb\n`);
  const named = put('files/out/everyone_removals_x.csv', `${hashed(email)}\n`);
  expect(await blank(new Set(['everyone_removals_x.csv']))).toEqual({ lines: 1, unreadable: 0 });
  expect(statSync(path).mtime).toEqual(long);
  expect(readFileSync(named, 'utf8')).toBe(`${hashed(email)}\n`);
});
