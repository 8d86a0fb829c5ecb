import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SftpServer, sshKey, startSftpServer } from '@/tests/integration/sftp-server';
import { readHostKey, withSftp } from './sftp';

const key = sshKey();
let root: string;
let server: SftpServer;
let other: Server;
let hostKey: string;
const otherPort = () => (other.address() as { port: number }).port;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tessera-sftp-'));
  await writeFile(join(root, 'people.csv'), 'id,name\n1,Ada\n');
  server = await startSftpServer({ root, clientKey: key });
  other = createServer((socket) => socket.end('220 not ssh\r\n'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${server.port},127.0.0.1:${otherPort()}`;
  hostKey = await readHostKey({ host: '127.0.0.1', port: server.port });
});
afterAll(async () => {
  await server.close();
  other.close();
});

const settings = () => ({ host: '127.0.0.1', port: server.port, username: 'tessera', password: 'sftp-secret', hostKey });
const list = (more: object) => withSftp({ ...settings(), ...more }, async (client) => (await client.list('/')).map((file) => file.name));

describe('a session', () => {
  it('lists, reads, writes and renames', async () => {
    const names = await withSftp(settings(), async (client) => {
      await client.put(Buffer.from('out'), '/out.csv.part');
      await client.rename('/out.csv.part', '/out.csv');
      expect(String(await client.get('/people.csv'))).toBe('id,name\n1,Ada\n');
      return (await client.list('/')).map((file) => file.name).sort();
    });
    expect(names).toEqual(['out.csv', 'people.csv']);
    expect(await readFile(join(root, 'out.csv'), 'utf8')).toBe('out');
  });
  it('signs in with a private key', async () => {
    expect(await list({ password: undefined, privateKey: key })).toContain('people.csv');
  });
  it('is cut when an operation takes too long, so that it cannot happen later', async () => {
    const stuck = withSftp(settings(), (client, within) => within(50, new Promise(() => undefined)).finally(() => client.list('/')));
    await expect(stuck).rejects.toThrow();
    const late = withSftp(settings(), (_, within) => within(50, new Promise(() => undefined)));
    await expect(late).rejects.toMatchObject({ failure: { code: 'timeout', retry: true } });
  });
  it('is closed when the work fails', async () => {
    await expect(withSftp(settings(), () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
  });
});

describe('refused', () => {
  it('a server whose key nobody confirmed', async () => {
    await expect(list({ hostKey: undefined })).rejects.toMatchObject({
      failure: { code: 'host_key_unknown', message: expect.stringContaining(hostKey) },
    });
  });
  it('a server with another key', async () => {
    await expect(list({ hostKey: 'SHA256:other' })).rejects.toMatchObject({ failure: { code: 'host_key_changed', retry: false } });
  });
  it('a wrong password', async () => {
    await expect(list({ password: 'wrong' })).rejects.toMatchObject({ failure: { code: 'sign_in', retry: false } });
  });
  it('a wrong private key', async () => {
    await expect(list({ password: undefined, privateKey: sshKey() })).rejects.toMatchObject({ failure: { code: 'sign_in' } });
  });
  it('a key that is none', async () => {
    await expect(list({ password: undefined, privateKey: 'nonsense' })).rejects.toMatchObject({ failure: { code: 'sign_in' } });
  });
  it('a private address', async () => {
    await expect(list({ host: 'localhost' })).rejects.toMatchObject({ failure: { code: 'refused_address' } });
  });
  it('another protocol', async () => {
    await expect(list({ port: otherPort() })).rejects.toMatchObject({ failure: { code: 'network' } });
    await expect(readHostKey({ host: '127.0.0.1', port: otherPort() })).rejects.toMatchObject({ failure: { code: 'network' } });
  });
});
