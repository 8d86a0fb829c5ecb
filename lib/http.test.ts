import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: Server;
let port = 0;
beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/redirect') return res.writeHead(302, { location: '/' }).end();
    if (req.url === '/big') return res.end('x'.repeat(1_000_000));
    if (req.url === '/silent') return undefined;
    return res.end(`${req.method} ok`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const call = async (url: string, timeoutMs = 5_000) => {
  const { callHttp } = await import('./http');
  return callHttp({ method: 'GET', url, timeoutMs });
};

describe('an allowed private address', () => {
  it('answers', async () => {
    expect(await call(`http://127.0.0.1:${port}/`)).toMatchObject({ ok: true, status: 200, body: 'GET ok', truncated: false });
  });
  it('does not lead elsewhere by a redirect', async () => {
    expect(await call(`http://127.0.0.1:${port}/redirect`)).toMatchObject({ ok: true, status: 302, body: '' });
  });
  it('is read up to 64 KB', async () => {
    const answer = await call(`http://127.0.0.1:${port}/big`);
    expect(answer.ok && [answer.body.length, answer.truncated]).toEqual([65_536, true]);
  });
  it('is given up after the time limit', async () => {
    expect(await call(`http://127.0.0.1:${port}/silent`, 50)).toMatchObject({ ok: false, code: 'timeout', retry: true });
  });
});

describe('refused', () => {
  it.each([
    'http://localhost:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://0.0.0.0:PORT/',
    'http://127.0.0.1:9/x',
    'http://127.1:8080/',
    'http://2130706433:8080/',
    'http://0x7f.0.0.1:8080/',
    'http://0177.0.0.1:8080/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://[fc00::1]/',
    'http://[fe80::1]/',
  ])('%s', async (url) => {
    expect(await call(url.replace('PORT', String(port)))).toMatchObject({ ok: false, code: 'refused_address', retry: false });
  });
  it.each(['ftp://example.com/', 'file:///etc/passwd', 'http://user:secret@example.com/', 'not an address', 'javascript:alert(1)'])(
    '%s',
    async (url) => {
      expect(await call(url)).toMatchObject({ ok: false, code: 'invalid_url' });
    },
  );
  it('a port of another service', async () => {
    expect(await call('http://example.com:25/')).toMatchObject({ ok: false, code: 'refused_address' });
  });
});
