import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { createConnectorSource, saveSettings } from '@/features/sources/connections/mutations/settings';
import { deleteSource, setRateLimit, setSourceEnabled } from '@/features/sources/mutations';
import { drain } from '@/tests/integration/pipeline';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { stopIngest } from '../http/store';
import { describeSource } from '../pulls/data/describe-source';
import { saveMapping } from '../pulls/mutations/save-mapping';
import { saveMappingInput } from '../pulls/schema';
import { replayReject, replayRejects } from '../replay';
import { receiveHook } from './receive';

let t: TestDb;
const scope = systemScope('test');
const signal = new AbortController().signal;
const secret = 'a secret of the sender';
beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => {
  await stopIngest();
  await t.close();
});

let made = 0;
async function hook(settings: Record<string, string | number> = { scheme: 'hmac' }): Promise<string> {
  const { id } = await t.sql.begin((tx) => createConnectorSource(tx, scope, { name: `Hook ${++made}`, kind: 'webhook' }));
  await t.sql.begin((tx) => saveSettings(tx, scope, id, { secret, ...settings }));
  return id;
}
const map = (id: string, items: string | null = null) =>
  saveMapping(
    t.sql,
    scope,
    saveMappingInput.parse({
      id,
      selection: { stream: 'webhook', query: null, key: [], mark: null, items },
      mode: 'full',
      onDrift: 'continue',
      mapping: {
        rows: 'events',
        key: 'customer.email',
        columns: [
          { name: 'kind', target: { kind: 'event_name' } },
          { name: 'customer.email', target: { kind: 'identifier', type: 'email' } },
          { name: items === null ? 'order.total' : 'orders.total', target: { kind: 'property', name: 'revenue', type: 'number' } },
          { name: 'order.lines', target: { kind: 'property', name: 'lines', type: 'json' } },
          { name: 'at', target: { kind: 'timestamp', dateOrder: 'ymd' } },
        ],
      },
    }),
    signal,
  );
const today = new Date();
const send = (id: string, body: string, headers: Record<string, string> = {}, now = today) => {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return receiveHook({
    sourceId: id,
    headers: { 'x-signature': `sha256=${signature}`, ...headers },
    body: Buffer.from(body),
    now,
  });
};
const payload = (n: number) =>
  JSON.stringify({
    kind: 'Order Completed',
    at: '2026-03-01T10:00:00Z',
    order: { total: n, lines: [{ sku: 'a' }] },
    customer: { email: `c${n}@example.org` },
  });
const stored = (id: string) => t.sql<{ name: string; value: number; lines: unknown }[]>`
  select name, value, properties->'lines' as lines from events where source_id = ${id} order by value`;

describe('a webhook', () => {
  it('keeps what nothing maps yet, shows it to map by, and replays it', async () => {
    const id = await hook();
    expect(await send(id, payload(1))).toEqual({ status: 200, body: { success: true, accepted: 0, kept: 1 } });
    const view = await describeSource(t.sql, id, { stream: 'webhook', query: null, key: [], mark: null, items: null }, signal, 'full');
    expect(view.columns.map(({ name }) => name)).toEqual([
      'kind',
      'at',
      'order.total',
      'order.lines',
      'order.lines[0].sku',
      'customer.email',
    ]);
    expect(view.lists).toEqual(['order.lines']);
    expect(
      (await describeSource(t.sql, id, { stream: 'webhook', query: null, key: [], mark: null, items: null }, signal, 'masked')).rows,
    ).toEqual([]);
    await map(id);
    expect(await t.sql.begin((tx) => replayRejects(tx, scope, id))).toEqual({ replayed: 1, refused: 0 });
    expect(await send(id, payload(2))).toMatchObject({ status: 200, body: { accepted: 1, kept: 0 } });
    // Redelivered: the same call again doubles nothing.
    expect(await send(id, payload(2))).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await send(id, payload(1))).toMatchObject({ status: 200, body: { accepted: 1 } });
    await drain(t.sql);
    expect(await stored(id)).toEqual([
      { name: 'Order Completed', value: 1, lines: [{ sku: 'a' }] },
      { name: 'Order Completed', value: 2, lines: [{ sku: 'a' }] },
    ]);
  });

  it('takes each element of a list, with what stands beside it, and keeps those with a fault', async () => {
    const id = await hook();
    await map(id, 'orders');
    const body = JSON.stringify({
      kind: 'Order Completed',
      at: '2026-03-01T10:00:00Z',
      customer: { email: 'many@example.org' },
      orders: [{ total: 5 }, { total: 'much' }, { total: 7 }],
    });
    expect(await send(id, body)).toEqual({ status: 200, body: { success: true, accepted: 2, kept: 1 } });
    const [reject] = await t.sql<{ id: string; code: string; raw: string }[]>`select id, code, raw from rejects where source_id = ${id}`;
    expect(reject).toMatchObject({ code: 'bad_value' });
    const mended = JSON.stringify({ ...(JSON.parse(reject?.raw ?? '') as object), orders: { total: 6 } });
    expect(await t.sql.begin((tx) => replayReject(tx, scope, reject?.id ?? '', mended))).toEqual({ replayed: 1, refused: 0 });
    await drain(t.sql);
    expect((await stored(id)).map(({ value }) => value)).toEqual([5, 6, 7]);
    expect(await send(id, '{"other":1}')).toEqual({ status: 200, body: { success: true, accepted: 0, kept: 1 } });
  });

  it('takes the same words of another day, or of another signed time, as said again', async () => {
    const id = await hook();
    await map(id);
    const later = new Date(today.getTime() + 90 * 86_400_000);
    const body = '{"kind":"Unsubscribed","customer":{"email":"again@example.org"}}';
    for (const now of [today, today, later]) expect(await send(id, body, {}, now)).toMatchObject({ body: { accepted: 1 } });
    await drain(t.sql);
    expect(await stored(id)).toHaveLength(2);

    const timed = await hook({ scheme: 'hmac', timestampHeader: 'x-time' });
    await map(timed);
    const at = (seconds: number) => {
      const time = String(Math.floor(today.getTime() / 1000) + seconds);
      return send(timed, body, { 'x-time': time, 'x-signature': createHmac('sha256', secret).update(`${time}.${body}`).digest('hex') });
    };
    for (const seconds of [0, 0, 7]) expect(await at(seconds)).toMatchObject({ body: { accepted: 1 } });
    await drain(t.sql);
    expect(await stored(timed)).toHaveLength(2);
  });

  it('refuses who cannot prove it, and says nothing of sources that are not there', async () => {
    const id = await hook();
    await map(id);
    expect(await send(id, payload(3), { 'x-signature': '00'.repeat(32) })).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
    expect(await receiveHook({ sourceId: id, headers: {}, body: Buffer.from(payload(3)), now: new Date() })).toMatchObject({ status: 401 });
    expect(await send(id, 'not json')).toMatchObject({ status: 400 });
    expect(await send(id, '"text"')).toMatchObject({ status: 400 });
    for (const unknown of ['nothing', '00000000-0000-8000-8000-000000000000'])
      expect(await send(unknown, payload(3))).toMatchObject({ status: 404 });
    await t.sql.begin((tx) => setSourceEnabled(tx, scope, id, false));
    expect(await send(id, payload(3))).toMatchObject({ status: 404, body: { code: 'source_disabled' } });
    await t.sql.begin((tx) => deleteSource(tx, scope, id, `Hook ${made}`));
    expect(await send(id, payload(3))).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await t.sql`select 1 from rejects where source_id = ${id}`).toEqual([]);
  });

  it('asks senders above the limit of the source to wait', async () => {
    const id = await hook();
    await t.sql.begin((tx) => setRateLimit(tx, scope, id, 1));
    expect(await send(id, payload(4))).toMatchObject({ status: 200 });
    expect(await send(id, payload(5))).toMatchObject({ status: 429, body: { code: 'rate_limited' }, retryAfter: 1 });
    const later = new Date(today.getTime() + 2_000);
    expect(await send(id, payload(5), {}, later)).toMatchObject({ status: 200 });
  });

  it('reads forms too', async () => {
    const id = await hook();
    const body = 'kind=Unsubscribed&customer.email=form%40example.org';
    await map(id);
    expect(await send(id, body, { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
  });
});
