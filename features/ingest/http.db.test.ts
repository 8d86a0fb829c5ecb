import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliScope } from '@/features/access/core/scope';
import { deleteSource, rotateWriteKey, setRateLimit, setSourceEnabled } from '@/features/sources/mutations';
import { type Door, nodeDoor, webDoor } from '@/tests/integration/ingest/doors';
import { basic, eventsOf, gzipped, inboxOf, newSource, post, rejectsOf } from '@/tests/integration/ingest/sender';
import { testDb } from '@/tests/integration/test-db';
import { stopIngest } from './http/store';
import { inboxEnvelopeSchema } from './schema';

let t: Awaited<ReturnType<typeof testDb>>;
beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => {
  await stopIngest();
  await t.close();
});

describe.each([
  ['node:http', nodeDoor],
  ['route handler', webDoor],
])('ingestion through %s', (_, open) => {
  let door: Door;
  beforeAll(async () => {
    door = await open();
  });
  afterAll(async () => door.close());
  const send = (path: string, init: RequestInit) => door.send(path, init);

  describe('endpoints', () => {
    it.each([
      ['identify', 'i', { traits: { email: 'ann@example.com' } }],
      ['track', 't', { event: 'Signed Up' }],
      ['page', 'p', { name: 'Home' }],
      ['screen', 's', { name: 'Home' }],
      ['group', 'g', { groupId: 'acme' }],
      ['alias', 'a', { previousId: 'anon-1' }],
    ])('/v1/%s and /v1/%s', async (type, short, fields) => {
      const source = await newSource(t.sql);
      for (const path of [`/v1/${type}`, `/v1/${short}`, `/v1/${type}/`]) {
        const res = await send(path, post({ userId: 'u1', ...fields }, basic(source.key)));
        expect([res.status, await res.json()]).toEqual([200, { success: true }]);
      }
      const events = await eventsOf(t.sql, source.sourceId);
      expect(events).toHaveLength(3);
      for (const e of events) {
        expect(e).toMatchObject({ type, userId: 'u1', ...fields });
        expect(e.messageId).toBeTruthy();
      }
    });

    it.each(['/v1/batch', '/v1/b', '/b'])('%s, with the envelope’s context and send time', async (path) => {
      const source = await newSource(t.sql);
      const body = {
        writeKey: source.key,
        sentAt: '2026-03-01T10:00:00.000Z',
        context: { app: { name: 'shop' }, locale: 'de' },
        integrations: { All: false },
        batch: [
          { type: 'track', userId: 'u1', event: 'A', messageId: 'm1', context: { locale: 'fr' }, _metadata: { bundled: [] } },
          { type: 'page', anonymousId: 'a1', messageId: 'm2' },
        ],
      };
      expect((await send(path, post(body))).status).toBe(200);
      const rows = await inboxOf(t.sql, source.sourceId);
      for (const r of rows) {
        expect(r.mode).toBe('live');
        expect(r.sentAt).toBe('2026-03-01T10:00:00.000Z');
        expect(() => inboxEnvelopeSchema.parse({ sentAt: r.sentAt, batch: r.events })).not.toThrow();
      }
      const events = rows.flatMap((r) => r.events).sort((a, b) => a.messageId.localeCompare(b.messageId));
      expect(events).toEqual([
        {
          type: 'track',
          userId: 'u1',
          event: 'A',
          messageId: 'm1',
          context: { app: { name: 'shop' }, locale: 'fr' },
          integrations: { All: false },
        },
        {
          type: 'page',
          anonymousId: 'a1',
          messageId: 'm2',
          context: { app: { name: 'shop' }, locale: 'de' },
          integrations: { All: false },
        },
      ]);
    });

    it('/v1/import keeps times and is the same when sent again', async () => {
      const source = await newSource(t.sql);
      const batch = [{ type: 'track', userId: 'u1', event: 'Old', timestamp: '2019-05-01T00:00:00Z', sentAt: '2020-01-01T00:00:00Z' }];
      for (let i = 0; i < 2; i++)
        expect((await send('/v1/import', post({ sentAt: '2020-01-01T00:00:00Z', batch }, basic(source.key)))).status).toBe(200);
      const rows = await inboxOf(t.sql, source.sourceId);
      expect(rows.map((r) => [r.mode, r.sentAt, r.events[0]?.sentAt, r.events[0]?.timestamp])).toEqual(
        Array(2).fill(['import', undefined, undefined, '2019-05-01T00:00:00Z']),
      );
      expect(rows[0]?.events[0]?.messageId).toBe(rows[1]?.events[0]?.messageId);
    });

    it('answers 404 elsewhere and 405 to other methods, in JSON', async () => {
      const res = await send('/v1/nothing', post({}));
      expect([res.status, (await res.json()).code]).toEqual([404, 'not_found']);
      const get = await send('/v1/track', { method: 'GET' });
      expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    });
  });

  describe('keys', () => {
    it('takes Basic with or without a colon, Bearer, the body’s and the query’s key', async () => {
      const source = await newSource(t.sql);
      const event = { anonymousId: 'a', event: 'E' };
      const b64 = (s: string) => Buffer.from(s).toString('base64');
      const answers = await Promise.all([
        send('/v1/track', post(event, basic(source.key))),
        send('/v1/track', post(event, { authorization: `Basic ${b64(source.key)}` })),
        send('/v1/track', post(event, { authorization: `Bearer ${source.key}` })),
        send('/v1/track', post({ ...event, writeKey: source.key })),
        send('/v1/track', post({ ...event, writeKey: source.key }, { authorization: 'Bearer an-oauth-token' })),
        send(`/v1/track?writeKey=${source.key}`, post(event)),
      ]);
      expect(answers.map((a) => a.status)).toEqual(Array(6).fill(200));
      for (const e of await eventsOf(t.sql, source.sourceId)) expect(JSON.stringify(e)).not.toContain(source.key);
    });

    it('answers 401 to an unknown key and to none', async () => {
      for (const headers of [basic('wk_unknown'), {}, { authorization: 'Basic ???' }]) {
        const res = await send('/v1/track', post({ userId: 'u', event: 'E' }, headers));
        expect([res.status, (await res.json()).code]).toEqual([401, 'unknown_write_key']);
      }
    });

    it('follows rotation, disabling and deletion within a second', async () => {
      const source = await newSource(t.sql);
      const scope = cliScope('test');
      const status = async (key: string) => (await send('/v1/track', post({ userId: 'u', event: 'E' }, basic(key)))).status;
      const settled = async (key: string, wanted: number) => {
        const from = Date.now();
        while ((await status(key)) !== wanted && Date.now() - from < 5_000) await new Promise((r) => setTimeout(r, 50));
        return Date.now() - from;
      };
      expect(await status(source.key)).toBe(200);
      const { key } = await t.sql.begin((tx) => rotateWriteKey(tx, scope, source.sourceId));
      expect(await status(key)).toBe(200);
      expect(await settled(source.key, 401)).toBeLessThan(5_000);
      await t.sql.begin((tx) => setSourceEnabled(tx, scope, source.sourceId, false));
      await settled(key, 404);
      const disabled = await send('/v1/track', post({ userId: 'u', event: 'E' }, basic(key)));
      expect([disabled.status, (await disabled.json()).code]).toEqual([404, 'source_disabled']);
      await t.sql.begin((tx) => setSourceEnabled(tx, scope, source.sourceId, true));
      await settled(key, 200);
      const [{ name } = { name: '' }] = await t.sql<{ name: string }[]>`select name from sources where id = ${source.sourceId}`;
      await t.sql.begin((tx) => deleteSource(tx, scope, source.sourceId, name));
      await settled(key, 401);
      expect(await status(key)).toBe(401);
    });

    it('limits a source by events a second only when asked to', async () => {
      const source = await newSource(t.sql);
      await t.sql.begin((tx) => setRateLimit(tx, cliScope('test'), source.sourceId, 5));
      const batch = Array.from({ length: 60 }, (_, i) => ({ type: 'track', userId: `u${i}`, event: 'E' }));
      expect((await send('/v1/batch', post({ batch }, basic(source.key)))).status).toBe(200);
      const limited = await send('/v1/batch', post({ batch }, basic(source.key)));
      expect(limited.status).toBe(429);
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
      expect((await limited.json()).code).toBe('rate_limited');
      expect(await eventsOf(t.sql, source.sourceId)).toHaveLength(60);
    });
  });

  describe('bodies', () => {
    it('reads gzip, text/plain, no content type, and a byte order mark', async () => {
      const source = await newSource(t.sql);
      const body = { writeKey: source.key, batch: [{ type: 'track', anonymousId: 'a', event: 'E' }] };
      const plain = { 'content-type': 'text/plain' };
      const answers = await Promise.all([
        send('/b', gzipped(body, plain)),
        send('/v1/b', post(body, plain)),
        send('/v1/batch', post(new TextEncoder().encode(`\ufeff${JSON.stringify(body)}`))),
        send('/v1/batch', post(body, { 'content-type': 'application/json; charset=utf-8' })),
      ]);
      expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200]);
      expect(await eventsOf(t.sql, source.sourceId)).toHaveLength(4);
    });

    it('keeps the good events of a batch and names the bad', async () => {
      const source = await newSource(t.sql);
      const batch: unknown[] = Array.from({ length: 500 }, (_, i) => ({ type: 'track', userId: `u${i}`, event: 'E', messageId: `m${i}` }));
      batch[17] = { type: 'track', event: 'E', messageId: 'bad-one' };
      const res = await send('/v1/batch', post({ batch }, basic(source.key)));
      expect(res.status).toBe(200);
      expect(await res.json()).toEqual({
        success: true,
        accepted: 499,
        rejectedCount: 1,
        rejected: [{ index: 17, messageId: 'bad-one', code: 'no_user_anon_id', message: 'Give "userId" or "anonymousId".' }],
      });
      expect(await eventsOf(t.sql, source.sourceId)).toHaveLength(499);
      const rejects = await rejectsOf(t.sql, source.sourceId);
      expect(rejects.map((r) => [r.code, r.message_id, JSON.parse(r.raw)])).toEqual([['no_user_anon_id', 'bad-one', batch[17]]]);
    });

    it('keeps with a refused event what a replay needs to date it alike, and not the key', async () => {
      const source = await newSource(t.sql);
      const batch = [{ type: 'track', event: 'E', writeKey: source.key }];
      await send('/v1/batch', post({ batch, sentAt: '2026-03-01T10:00:00.000Z' }, basic(source.key)));
      await send('/v1/import', post({ batch, sentAt: '2026-03-01T10:00:00.000Z' }, basic(source.key)));
      const raws = (await rejectsOf(t.sql, source.sourceId)).map((r) => JSON.parse(r.raw));
      expect(raws).toEqual([
        { type: 'track', event: 'E', sentAt: '2026-03-01T10:00:00.000Z' },
        { type: 'track', event: 'E' },
      ]);
    });

    it('refuses a wholly bad batch with 400, and keeps it among the rejects', async () => {
      const source = await newSource(t.sql);
      const res = await send(
        '/v1/batch',
        post({ batch: [{ type: 'nope', userId: 'u' }, 5, { type: 'group', userId: 'u' }] }, basic(source.key)),
      );
      expect(res.status).toBe(400);
      expect(await res.json()).toMatchObject({ code: 'no_events', rejectedCount: 3 });
      expect((await rejectsOf(t.sql, source.sourceId)).map((r) => r.code).sort()).toEqual(['no_group_id', 'not_an_object', 'unknown_type']);
      expect(await eventsOf(t.sql, source.sourceId)).toEqual([]);
    });

    it.each([
      ['no JSON', '{"batch":'],
      ['empty', ''],
      ['a list', '[]'],
      ['no batch', '{}'],
      ['an empty batch', '{"batch":[]}'],
      ['UTF-16', new Uint8Array(Buffer.from('{"batch":[]}', 'utf16le'))],
    ])('answers 400 to %s', async (_name, body) => {
      const source = await newSource(t.sql);
      const res = await send('/v1/batch', post(body, basic(source.key)));
      expect(res.status).toBe(400);
      expect(await res.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    });

    it('takes the address and the user agent of browsers, not of servers', async () => {
      const source = await newSource(t.sql);
      const event = { userId: 'u', event: 'E' };
      const agent = { ...basic(source.key), 'user-agent': 'Mozilla/5.0 Test' };
      await send('/v1/track', post(event, { ...agent, origin: 'https://shop.example.com' }));
      await send('/v1/track', post(event, agent));
      const [browser, server] = await inboxOf(t.sql, source.sourceId);
      expect(browser?.userAgent).toBe('Mozilla/5.0 Test');
      expect(server?.userAgent).toBeUndefined();
      expect(server?.ip).toBeUndefined();
      if (door.name === 'node:http') expect(browser?.ip).toBe('127.0.0.1');
    });
  });

  describe('sizes', () => {
    it('answers 413 to an event over 32 KiB and keeps its neighbours', async () => {
      const source = await newSource(t.sql);
      const large = { type: 'track', userId: 'u', event: 'Large', properties: { text: 'x'.repeat(33_000) } };
      for (const init of [post(large, basic(source.key)), gzipped(large, basic(source.key))])
        expect((await send('/v1/track', init)).status).toBe(413);
      const alone = await send('/v1/batch', post({ batch: [large] }, basic(source.key)));
      expect([alone.status, (await alone.json()).code]).toEqual([413, 'event_too_large']);
      expect(
        (await send('/v1/batch', post({ batch: [large, { ...large, properties: { text: 'x'.repeat(32_000) } }] }, basic(source.key))))
          .status,
      ).toBe(200);
      expect(await eventsOf(t.sql, source.sourceId)).toHaveLength(1);
    });

    it('answers 413 to a body over 4 MB, also when only unpacking shows it', async () => {
      const source = await newSource(t.sql);
      const batch = Array.from({ length: 200 }, (_, i) => ({
        type: 'track',
        userId: `u${i}`,
        event: 'E',
        properties: { text: 'x'.repeat(22_000) },
      }));
      const body = JSON.stringify({ batch });
      expect((await send('/v1/batch', post(body, basic(source.key)))).status).toBe(413);
      expect((await send('/v1/batch', gzipped(body, basic(source.key)))).status).toBe(413);
      expect((await send('/v1/batch', gzipped('0'.repeat(200_000_000), basic(source.key)))).status).toBe(413);
      expect(await eventsOf(t.sql, source.sourceId)).toHaveLength(0);
      expect((await send('/v1/batch', post(JSON.stringify({ batch: batch.slice(0, 150) }), basic(source.key)))).status).toBe(200);
    });
  });

  describe('browsers', () => {
    it('answers a preflight and lets scripts read Retry-After', async () => {
      const preflight = await send('/v1/t', {
        method: 'OPTIONS',
        headers: {
          origin: 'https://shop.example.com',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-retry-count',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
      expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type,x-retry-count');
      const refused = await send('/v1/t', post({}, { origin: 'https://shop.example.com' }));
      expect(refused.status).toBe(401);
      expect(refused.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
      expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After');
      expect(refused.headers.get('vary')).toContain('Origin');
    });
  });
});
