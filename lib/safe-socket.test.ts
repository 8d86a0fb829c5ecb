import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((socket) => socket.end('hello'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${port},127.0.0.1:1`;
});
afterAll(() => server.close());

const open = async (host: string, at = port) => (await import('./safe-socket')).connectSafely({ host, port: at, timeoutMs: 3_000 });
const codeOf = (host: string, at = port) =>
  open(host, at).then(
    () => 'open',
    (error) => error.failure?.code,
  );

describe('a raw connection', () => {
  it('opens to an allowed private address, and carries the name for certificates', async () => {
    const socket = await open('127.0.0.1');
    const text = await socket.setEncoding('utf8').reduce((all: string, chunk: string) => all + chunk, '');
    expect([text, socket.host]).toEqual(['hello', '127.0.0.1']);
  });
  it('says when nobody listens', async () => {
    await expect(open('127.0.0.1', 1)).rejects.toMatchObject({ failure: { code: 'network', retry: true } });
  });
  it.each([
    'localhost',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '0.0.0.0',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    'fc00::1',
  ])('refuses %s', async (host) => expect(await codeOf(host)).toBe('refused_address'));
  it.each(['', 'a b', 'user@host', 'http://host', 'host/path'])('takes no host %j', async (host) => {
    expect(await codeOf(host)).toBe('invalid_address');
  });
  it.each([0, 65_536, 1.5, Number.NaN])('takes no port %d', async (at) => expect(await codeOf('example.com', at)).toBe('invalid_address'));
});
