import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { removeLeftFiles } from './left-files';

const folder = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/tessera-left-${process.pid}`;
  process.env.DATA_DIR = path;
  return path;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, hoursAgo: number): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'zoe@quell.example\n');
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  utimesSync(path, at, at);
  return path;
}

it('removes what a killed process has left on its way, and nothing that is on its way or has arrived', async () => {
  const left = ['pulled/1.raw', 'pulled/1.csv', 'outgoing/2.csv', 'files/out/.tessera-00ff.part'].map((name) => put(name, 2));
  const staying = [
    put('pulled/3.raw', 0.5),
    put('outgoing/4.csv', 0.1),
    put('files/out/list.csv', 50),
    put('files/in/.tessera-00ff.part', 0.2),
  ];
  expect(await removeLeftFiles()).toBe(left.length);
  expect([left.map((path) => existsSync(path)), staying.map((path) => existsSync(path))]).toEqual([
    left.map(() => false),
    staying.map(() => true),
  ]);
  expect(await removeLeftFiles()).toBe(0);
});
