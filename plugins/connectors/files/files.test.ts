import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readHostKey } from '@/lib/sftp';
import { type SftpServer, startSftpServer } from '@/tests/integration/sftp-server';
import { files } from '.';
import { type FilesSettings, fits, settings } from './settings';

const { root, port } = vi.hoisted(() => {
  const free = 30_000 + (process.pid % 10_000);
  const dir = `${process.env.TMPDIR ?? '/tmp'}/tessera-files-${process.pid}-${Date.now()}`;
  process.env.FILES_DIR = dir;
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return { root: dir, port: free };
});
const signal = new AbortController().signal;
const target = () => join(mkdtempSync(join(tmpdir(), 'tessera-fetch-')), 'file');
const given = (more: Partial<FilesSettings>) => ({ settings: settings.parse(more), signal });

describe('names', () => {
  it.each([
    ['people.csv', '*.csv', true],
    ['PEOPLE.CSV', '*.csv', true],
    ['people.csv.gz', '*.csv', false],
    ['people.csv.gz', '*.csv*', true],
    ['people-1.csv', 'people-?.csv', true],
    ['people-12.csv', 'people-?.csv', false],
    ['a', '*', true],
    ['[x].csv', '[x].csv', true],
    ['x.csv', '[x].csv', false],
  ])('%s fits %s: %s', (name, pattern, expected) => expect(fits(name, pattern)).toBe(expected));
  it('are compared in time for any pattern', () => {
    expect(fits('a'.repeat(5_000), `${'*a'.repeat(50)}b`)).toBe(false);
    fc.assert(fc.property(fc.string(), (name) => fits(name, '*')));
  });
  it.each(['../*.csv', '/etc/*', 'a/b'])('no pattern leads elsewhere: %s', (pattern) =>
    expect(settings.safeParse({ pattern }).success).toBe(false),
  );
});

const server: { sftp?: SftpServer } = {};
let hostKey = '';
beforeAll(async () => {
  mkdirSync(join(root, 'in', 'folder.csv'), { recursive: true });
  writeFileSync(join(root, 'in', 'b.csv'), 'id\n1\n');
  writeFileSync(join(root, 'in', 'a.csv'), 'id\n2\n');
  writeFileSync(join(root, 'in', '.hidden.csv'), 'id\n3\n');
  writeFileSync(join(root, 'secret.csv'), 'secret');
  symlinkSync('/etc/hostname', join(root, 'in', 'link.csv'));
  symlinkSync('/etc', join(root, 'outside'));
  server.sftp = await startSftpServer({ root, port });
  hostKey = await readHostKey({ host: '127.0.0.1', port });
});
afterAll(() => server.sftp?.close());

const sftp = () =>
  ({ place: 'sftp', host: '127.0.0.1', port, username: 'tessera', password: 'sftp-secret', hostKey, directory: 'in' }) as const;

describe.each([
  ['folder', () => ({ place: 'folder', directory: 'in' }) as const],
  ['sftp', sftp],
])('%s', (_, place) => {
  it('lists plain files that fit, follows no link, hands one over within its size', async () => {
    const context = given({ ...place(), pattern: '*.csv' });
    expect((await files.list(context)).map(({ name }) => name).sort()).toEqual(['a.csv', 'b.csv']);
    const to = target();
    await files.fetch('a.csv', to, 100, context);
    expect(readFileSync(to, 'utf8')).toBe('id\n2\n');
    await expect(files.fetch('a.csv', target(), 2, context)).rejects.toMatchObject({ failure: { code: 'statement' } });
  });
  it('takes no name that leads elsewhere', async () => {
    for (const name of ['../secret.csv', '/etc/hostname', '..', '', 'x/../../secret.csv'])
      await expect(files.fetch(name, target(), 100, given(place()))).rejects.toMatchObject({ failure: { code: 'refused_address' } });
  });
  it('moves a file that was read, and does no harm twice', async () => {
    const context = given({ ...place(), afterwards: 'move', moveTo: 'done' });
    writeFileSync(join(root, 'in', 'once.csv'), 'x');
    await files.finish('once.csv', context);
    await files.finish('once.csv', context);
    expect([existsSync(join(root, 'in', 'once.csv')), existsSync(join(root, 'in', 'done', 'once.csv'))]).toEqual([false, true]);
    writeFileSync(join(root, 'in', 'once.csv'), 'again');
    await files.finish('once.csv', context);
    expect(readFileSync(join(root, 'in', 'done', 'once.csv'), 'utf8')).toBe('x');
    expect(existsSync(join(root, 'in', 'once.csv'))).toBe(false);
  });
  it('is tested', async () => {
    expect(await files.check(given({ ...place(), pattern: '*.csv' }))).toMatchObject({ facts: { files: '2' } });
  });
});

describe('a folder', () => {
  it.each(['../..', '/etc', 'outside', 'in/../../..'])('outside of the folder for files is refused: %s', async (directory) => {
    const list = files.list(given({ directory }));
    if (directory === '/etc') expect(await list).toEqual([]);
    else await expect(list).rejects.toMatchObject({ failure: { code: 'refused_address' } });
  });
  it('a link to a file is not opened', async () => {
    await expect(files.fetch('link.csv', target(), 100, given({ directory: 'in' }))).rejects.toMatchObject({ failure: { retry: true } });
  });
});

it('an SFTP server shows its key before anything is sent', async () => {
  expect(await files.check(given({ ...sftp(), hostKey: '' }))).toEqual({ facts: {}, hostKey });
  await expect(files.list(given({ ...sftp(), hostKey: '' }))).rejects.toMatchObject({ failure: { code: 'host_key_unknown' } });
});
