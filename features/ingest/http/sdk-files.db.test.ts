import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliScope } from '@/features/access/core/scope';
import { setSourceEnabled } from '@/features/sources/mutations';
import { type Door, nodeDoor, webDoor } from '@/tests/integration/ingest/doors';
import { eventsOf, gzipped, inboxOf, newSource, post } from '@/tests/integration/ingest/sender';
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

describe.each([
  ['node:http', nodeDoor],
  ['route handler', webDoor],
])('the browser SDK’s files through %s', (_, open) => {
  let door: Door;
  beforeAll(async () => {
    door = await open();
  });
  afterAll(async () => door.close());

  it('serves the script and every chunk it names', async () => {
    const res = await door.send('/analytics.js/v1/wk_any/analytics.min.js');
    expect([res.status, res.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(res.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const script = await res.text();
    const again = await door.send('/analytics.js/v1/wk_any/analytics.min.js', {
      headers: { 'if-none-match': res.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    const map = /\{(?:"?[\w-]+"?:"[0-9a-f]{20}",?)+\}/.exec(script)?.[0] ?? '';
    const hashes = [...map.matchAll(/"?([\w-]+)"?:"([0-9a-f]{20})"/g)];
    expect(hashes.length).toBeGreaterThan(4);
    const names = [...script.matchAll(/(\d+):"([a-zA-Z-]+)"/g)].map((m) => [m[1], m[2]]);
    for (const [, id = '', hash] of hashes) {
      const name = names.find(([n]) => n === id)?.[1] ?? id;
      const chunk = await door.send(`/analytics-next/bundles/${name}.bundle.${hash}.js`);
      expect([name, chunk.status, chunk.headers.get('cache-control')]).toEqual([name, 200, 'public, max-age=31536000, immutable']);
    }
  });

  it('lets no browser guess what an answer is', async () => {
    const source = await newSource(t.sql);
    const auth = { authorization: `Basic ${Buffer.from(`${source.key}:`).toString('base64')}` };
    const asked: [string, RequestInit?][] = [
      ['/analytics.js/v1/wk_any/analytics.min.js'],
      [`/v1/projects/${source.key}/settings`],
      ['/v1/nothing-here'],
      ['/v1/track', { method: 'OPTIONS' }],
      ['/v1/track', post({ userId: 'u', event: 'Seen' }, auth)],
      ['/v1/track', post({ userId: 'u', event: 'Seen' }, {})],
      ['/v1/batch', { method: 'POST', body: '{' }],
    ];
    for (const [path, init] of asked) {
      expect([path, (await door.send(path, init)).headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    }
  });

  it('serves nothing else', async () => {
    for (const path of [
      '/analytics-next/bundles/index.js',
      '/analytics-next/bundles/..%2f..%2fpackage.json',
      '/analytics.js/v1/k/other.js',
    ]) {
      expect((await door.send(path)).status).toBe(404);
    }
  });

  it('answers settings for a known key, switched off for a disabled source, 404 for an unknown one', async () => {
    const source = await newSource(t.sql);
    const res = await door.send(`/v1/projects/${source.key}/settings`, { headers: { origin: 'https://shop.example.com' } });
    expect(res.status).toBe(200);
    expect(res.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
    const settings = await res.json();
    expect(settings.integrations['Segment.io']).toMatchObject({ apiKey: source.key, apiHost: 'localhost:3000/v1', protocol: 'http' });
    expect(Object.keys(settings.integrations)).toEqual(['Segment.io']);
    expect(settings.plan.track.__default.enabled).toBe(true);
    await t.sql.begin((tx) => setSourceEnabled(tx, cliScope('test'), source.sourceId, false));
    await new Promise((r) => setTimeout(r, 1_000));
    const off = await (await door.send(`/v1/projects/${source.key}/settings`)).json();
    expect(off.plan.track.__default.enabled).toBe(false);
    expect((await door.send('/v1/projects/wk_unknown/settings')).status).toBe(404);
  });
});

describe('SDKs', () => {
  it('the unmodified Node SDK delivers every call', async () => {
    const source = await newSource(t.sql);
    const analytics = new Analytics({ writeKey: source.key, host: node.base, flushAt: 3 });
    const failures: unknown[] = [];
    analytics.on('error', (e) => failures.push(e));
    analytics.identify({ userId: 'u1', traits: { email: 'ann@example.com' } });
    analytics.track({ userId: 'u1', event: 'Order Completed', properties: { revenue: 42.1 }, timestamp: new Date('2026-01-01T00:00:00Z') });
    analytics.page({ anonymousId: 'a1', name: 'Home' });
    analytics.screen({ anonymousId: 'a1', name: 'Start' });
    analytics.group({ userId: 'u1', groupId: 'acme', traits: { plan: 'pro' } });
    analytics.alias({ userId: 'u1', previousId: 'a1' });
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
    const events = await eventsOf(t.sql, source.sourceId);
    expect(events.map((e) => e.type).sort()).toEqual(['alias', 'group', 'identify', 'page', 'screen', 'track']);
    expect(new Set(events.map((e) => e.messageId)).size).toBe(6);
    expect(events.find((e) => e.type === 'track')).toMatchObject({ timestamp: '2026-01-01T00:00:00.000Z', properties: { revenue: 42.1 } });
    expect(events[0]?.context).toMatchObject({ library: { name: '@segment/analytics-node' } });
  });

  it('requests as Python sends them: key only in the body, gzip, success is exactly 200', async () => {
    const source = await newSource(t.sql);
    const batch = [
      {
        type: 'track',
        userId: 'u1',
        event: 'Größe \u{1f600}',
        messageId: 'p1',
        timestamp: '2026-01-01T10:00:00.123456+00:00',
        context: { library: { name: 'analytics-python' } },
      },
    ];
    const res = await node.send(
      '/v1/batch',
      gzipped(
        { batch, sentAt: '2026-01-01T10:00:01.000000+00:00', writeKey: source.key },
        { 'content-type': 'application/json', 'user-agent': 'analytics-python/2.3' },
      ),
    );
    expect(res.status).toBe(200);
    expect(await inboxOf(t.sql, source.sourceId)).toMatchObject([
      { sentAt: '2026-01-01T10:00:01.000000+00:00', events: [{ event: 'Größe \u{1f600}' }] },
    ]);
    const refused = await node.send('/v1/batch', gzipped({ batch: [{}], writeKey: source.key }));
    expect(await refused.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it('requests as Kotlin sends them: /b, text/plain, gzip, chunked, key only in the body; the address is the device’s', async () => {
    const source = await newSource(t.sql);
    const body = gzipped({
      batch: [{ type: 'screen', anonymousId: 'k1', name: 'Start', messageId: 'k1', context: { library: { name: 'analytics-kotlin' } } }],
      writeKey: source.key,
      sentAt: '2026-01-01T10:00:00.000Z',
    });
    const bytes = body.body as Uint8Array;
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.subarray(0, 20));
        controller.enqueue(bytes.subarray(20));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
    } as RequestInit;
    expect((await node.send('/b', init)).status).toBe(200);
    expect(await inboxOf(t.sql, source.sourceId)).toMatchObject([{ ip: '127.0.0.1', events: [{ type: 'screen', name: 'Start' }] }]);
  });

  it('requests as Swift and Go send them', async () => {
    const source = await newSource(t.sql);
    const swift = {
      batch: [{ type: 'identify', userId: 's1', anonymousId: 's', messageId: 's1', traits: {}, integrations: {} }],
      sentAt: '2026-01-01T10:00:00.000Z',
      writeKey: source.key,
    };
    expect(
      (await node.send('/v1/b', post(swift, { 'content-type': 'application/json; charset=utf-8', 'x-retry-count': '1' }))).status,
    ).toBe(200);
    const go = {
      batch: [{ type: 'track', userId: 'g1', event: 'Go', messageId: 'g1', timestamp: '2026-01-01T10:00:00Z' }],
      messageId: 'x',
      sentAt: '2026-01-01T10:00:00Z',
      context: { library: { name: 'analytics-go' } },
    };
    expect(
      (await node.send('/v1/batch', post(go, { authorization: `Basic ${Buffer.from(`${source.key}:`).toString('base64')}` }))).status,
    ).toBe(200);
    expect(await eventsOf(t.sql, source.sourceId)).toHaveLength(2);
  });
});
