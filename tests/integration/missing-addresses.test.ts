import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as missing from '@/app/api/[[...missing]]/route';
import { handleFront } from '@/server';

const server = createServer((req, res) => {
  void Promise.resolve(handleFront(req, res)).then((taken) => taken || res.writeHead(418).end());
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each(Object.entries(missing))('%s of an unknown API address is a problem document', async (method, route) => {
  const answer = await route(new Request('http://localhost:3000/api/v1/nope', { method, headers: { origin: 'https://shop.example' } }));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found', type: 'urn:tessera:problem:not_found' });
});

test('a method that a known API address has not is a problem document', async () => {
  const answer = await fetch(`${base}/api/v1/segments?limit=1`, { method: 'PUT', body: '{}' });
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('allow')]).toEqual([
    405,
    'application/problem+json',
    'GET, HEAD, OPTIONS, POST',
  ]);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' });
});

test('all else goes on', async () => {
  expect((await fetch(`${base}/api/v1/segments`)).status).toBe(418);
  expect((await fetch(`${base}/api/v1/nope`, { method: 'PUT' })).status).toBe(418);
});
