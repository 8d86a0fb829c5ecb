import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { precompress } from '../scripts/lib/precompress.mjs';
import { answerStatic, readStaticFiles } from './static-files';

const script = `console.log(${'"tile",'.repeat(200)}1)`;
let dir: string;
let server: Server;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tessera-static-'));
  mkdirSync(join(dir, 'static/chunks'), { recursive: true });
  writeFileSync(join(dir, 'static/chunks/a.js'), script);
  writeFileSync(join(dir, 'static/chunks/a.css'), 'body { color: teal }');
  writeFileSync(join(dir, 'static/chunks/font.woff2'), 'font');
  writeFileSync(join(dir, 'secret.js'), 'secret');
  await precompress(dir);
  writeFileSync(join(dir, 'static/chunks/late.js'), script);
  const files = await readStaticFiles(join(dir, 'static'));
  server = createServer((req, res) => void (answerStatic(files, req, res) || res.writeHead(404).end('next')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

/** Asks with the path as it is written: `fetch` would resolve its dots. */
const ask = (path: string, accept: string | undefined, method = 'GET') =>
  new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ port, host: '127.0.0.1', path, method, headers: accept ? { 'accept-encoding': accept } : {} }, async (res) => {
      const parts: Buffer[] = [];
      for await (const part of res) parts.push(part);
      resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(parts) });
    })
      .once('error', reject)
      .end();
  });

test('sends brotli to whoever takes it, to be kept for ever', async () => {
  const { status, headers, body } = await ask('/_next/static/chunks/a.js?v=1', 'gzip, deflate, BR;q=0.8');
  expect(status).toBe(200);
  expect(brotliDecompressSync(body).toString()).toBe(script);
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-length': String(body.length),
    'content-type': 'application/javascript; charset=UTF-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  });
});

test('sends gzip where brotli is not taken, or refused', async () => {
  for (const accept of ['gzip', 'deflate, gzip;q=1.0', 'br;q=0, gzip', 'br; q=0.000, gzip']) {
    const { headers, body } = await ask('/_next/static/chunks/a.css', accept);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/css; charset=UTF-8' });
    expect(gunzipSync(body).toString()).toBe('body { color: teal }');
  }
});

test('leaves to Next what it may not compress, and other methods', async () => {
  for (const accept of [undefined, 'identity', 'br;q=0', 'gzip;q=0, deflate'])
    expect((await ask('/_next/static/chunks/a.js', accept)).status).toBe(404);
  expect((await ask('/_next/static/chunks/a.js', 'br', 'POST')).status).toBe(404);
});

test('has nothing but the files of the build, however they are asked for', async () => {
  for (const path of [
    '/_next/static/chunks/b.js',
    '/_next/static/chunks/late.js',
    '/_next/static/chunks/font.woff2',
    '/_next/static/chunks/a.js.br',
    '/_next/static/chunks',
    '/_next/static/../secret.js',
    '/_next/static/%2e%2e/secret.js',
    '/_next/static/..%2fsecret.js',
    '/_next/static/chunks/../chunks/a.js',
    '/_next/static//chunks/a.js',
    '/chunks/a.js',
    '/_next/static/__proto__',
  ])
    expect((await ask(path, 'br, gzip')).status, path).toBe(404);
});

test('a folder that is not there has no files', async () => {
  expect((await readStaticFiles(join(dir, 'absent'))).size).toBe(0);
});
