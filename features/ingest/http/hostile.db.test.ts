import { connect as connectSocket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect } from '@/db/client';
import { type Door, nodeDoor, webDoor } from '@/tests/integration/ingest/doors';
import { basic, eventsOf, gzipped, newSource, post, rejectsOf } from '@/tests/integration/ingest/sender';
import { testDb } from '@/tests/integration/test-db';
import { stopIngest } from './store';

let t: Awaited<ReturnType<typeof testDb>>;
let node: Door;
beforeAll(async () => {
  t = await testDb();
  node = await nodeDoor();
});
afterAll(async () => {
  await node.close();
  await stopIngest();
  await t.close();
});

// Made before any connection is open: it takes seconds.
const bomb = gzipped('0'.repeat(500_000_000));
const good = '{"type":"track","userId":"u","event":"Good","messageId":"good"}';
const bad = (properties: string, id = 'odd') =>
  `{"type":"track","userId":"u","event":"Odd","messageId":"${id}","properties":${properties}}`;
const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`;

describe.each([
  ['node:http', nodeDoor],
  ['route handler', webDoor],
])('malformed input through %s', (_, open) => {
  let door: Door;
  beforeAll(async () => {
    door = await open();
  });
  afterAll(async () => door.close());

  it.each([
    ['lone surrogates', bad('{"a":"\\ud800","b":"\\udc00x","\\ud83d":1}'), { a: '\ufffd', b: '\ufffdx', '\ufffd': 1 }],
    ['NUL', bad('{"a":"x\\u0000y","\\u0000k":2}'), { a: 'xy', k: 2 }],
    ['duplicate keys', bad('{"a":1,"a":2}'), { a: 2 }],
    ['1e400', bad('{"a":1e400,"b":-1e400}'), { a: null, b: null }],
    ['-0 and 2^53+1', bad('{"a":-0,"b":9007199254740993}'), { a: 0, b: 9007199254740992 }],
    [
      '__proto__',
      bad('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}},"a":1}'),
      { constructor: { prototype: { x: 1 } }, a: 1 },
    ],
    ['control characters', bad('{"a":"\\u0001\\u001f\\u007f\\u2028"}'), { a: '\u0001\u001f\u007f\u2028' }],
    ['COPY’s own words', bad('{"a":"\\\\.","b":"\\\\N","c":"tab\\t"}'), { a: '\\.', b: '\\N', c: 'tab\t' }],
  ])('%s: defined, and the rest of the batch unharmed', async (_name, odd, properties) => {
    const source = await newSource(t.sql);
    const res = await door.send('/v1/batch', post(`{"batch":[${good},${odd}]}`, basic(source.key)));
    expect(res.status).toBe(200);
    const events = await eventsOf(t.sql, source.sourceId);
    expect(events.map((e) => e.messageId).sort()).toEqual(['good', 'odd']);
    expect(events.find((e) => e.messageId === 'odd')?.properties).toEqual(properties);
    await t.sql`select (body::jsonb) from inbox where source_id = ${source.sourceId}`;
  });

  it.each([
    ['depth 10,000', bad(`{"a":${deep(10_000)}}`), 'too_deep'],
    ['depth 1,000,000', bad(`{"a":${deep(1_000_000)}}`), 'too_deep'],
    ['300,000 keys', bad(`{${Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join(',')}}`), 'too_large'],
  ])('%s: that event refused, the rest stored', async (_name, odd, code) => {
    const source = await newSource(t.sql);
    const res = await door.send('/v1/batch', post(`{"batch":[${odd},${good}]}`, basic(source.key)));
    expect([res.status, (await res.json()).rejected[0].code]).toEqual([200, code]);
    expect((await eventsOf(t.sql, source.sourceId)).map((e) => e.messageId)).toEqual(['good']);
    const [reject] = await rejectsOf(t.sql, source.sourceId);
    expect(reject?.raw.length).toBeLessThanOrEqual(64 * 1024);
  });

  it('never answers 5xx to bytes that are no request', async () => {
    const source = await newSource(t.sql);
    const json = JSON.stringify({ batch: [JSON.parse(good)] });
    const gzip = gzipSync(json);
    const bytes = (b: Uint8Array) => new Uint8Array(b);
    const key = basic(source.key);
    const packed = { ...key, 'content-encoding': 'gzip' };
    const requests: [string, RequestInit][] = [
      ['truncated gzip', post(bytes(gzip.subarray(0, 20)), packed)],
      ['gzip with a broken end', post(bytes(Buffer.concat([gzip.subarray(0, -4), Buffer.from([1, 2, 3, 4])])), packed)],
      ['no gzip', post(json, packed)],
      ['unknown encoding', post(json, { ...key, 'content-encoding': 'br' })],
      ['latin-1', post(bytes(Buffer.from('{"batch":[{"userId":"\xfc"}]}', 'latin1')), key)],
      ['only brackets', post('['.repeat(2_000_000), key)],
      ['nonsense', post(bytes(Buffer.from([0xff, 0xfe, 0x00, 0x01])), key)],
      ['a number', post('5', key)],
      ['null', post('null', key)],
      ['__proto__ as the body', post('{"__proto__":{"batch":[1]}}', key)],
      ['a list of nulls', post(`{"batch":[${Array(2_000).fill('null').join(',')}]}`, key)],
      ['too many events', post(`{"batch":[${Array(10_001).fill('{}').join(',')}]}`, key)],
    ];
    for (const [name, init] of requests) {
      const res = await door.send('/v1/batch', init);
      expect([name, Math.floor(res.status / 100)]).toEqual([name, 4]);
      expect(await res.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    }
    expect(await eventsOf(t.sql, source.sourceId)).toEqual([]);
  });

  it('bounds memory in the face of gzip bombs', async () => {
    const source = await newSource(t.sql);
    const request = { ...bomb, headers: { 'content-encoding': 'gzip', ...basic(source.key) } };
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.send('/v1/batch', request)));
    expect(answers.every((a) => a.status === 413)).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });
});

/** Writes raw bytes and reads what comes back until the server closes or `until` matches. */
function raw(head: string, feed: (write: (chunk: string) => boolean) => void): Promise<string> {
  const { hostname, port } = new URL(node.base);
  return new Promise((resolve) => {
    let text = '';
    const socket = connectSocket(Number(port), hostname, () => {
      socket.write(head);
      feed((chunk) => socket.writable && socket.write(chunk));
    });
    socket.on('data', (d) => {
      text += d;
    });
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
}

describe('413 before the body is read whole', () => {
  it('to a declared length, whatever is really sent', async () => {
    const source = await newSource(t.sql);
    const head = `POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(source.key).authorization}\r\nContent-Length: 900000000\r\n\r\n{"batch":[`;
    expect(await raw(head, () => undefined)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('to a chunked body as soon as it is too long', async () => {
    const source = await newSource(t.sql);
    const head = `POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(source.key).authorization}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const piece = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    let sent = 0;
    const answer = await raw(head, (write) => {
      const pump = () => {
        if (sent > 200 || !write(piece)) return;
        sent++;
        setTimeout(pump, 1);
      };
      pump();
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('when the database is away', () => {
  it('answers 503 with Retry-After, then goes on without a restart', async () => {
    const source = await newSource(t.sql);
    const admin = connect(inject('testServer').url, { max: 1 });
    const name = new URL(t.url).pathname.slice(1);
    const event = () => node.send('/v1/track', post({ userId: 'u', event: 'E' }, basic(source.key)));
    expect((await event()).status).toBe(200);
    await admin.unsafe(`alter database ${name} allow_connections false`);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    const away = await Promise.all(Array.from({ length: 20 }, event));
    expect(away.map((a) => [a.status, a.headers.get('retry-after')])).toEqual(Array(20).fill([503, '1']));
    await admin.unsafe(`alter database ${name} allow_connections true`);
    const from = Date.now();
    while ((await event()).status !== 200 && Date.now() - from < 5_000) await new Promise((r) => setTimeout(r, 100));
    expect((await event()).status).toBe(200);
    await admin.end();
  });
});
