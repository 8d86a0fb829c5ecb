import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { planDeliveries } from '@/features/activation/mutations/plan';
import { planUpdates } from '@/features/activation/mutations/plan-updates';
import { replayDeliveries } from '@/features/activation/mutations/replay';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { encryptSecret } from '@/lib/crypto';
import { callHttp } from '@/lib/http';
import { newId } from '@/lib/ids';
import { signatureHeaders } from '@/plugins/destinations/webhook/sign';
import type { HttpClient } from '@/plugins/kit/types';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { startDeliverySender } from './deliveries';

// Settings are read once, so the receiver's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 20_000 + (process.pid % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});
const SECRET = 'a secret of this test';
const scope = systemScope('test');
let t: TestDb;

type Received = {
  at: number;
  path: string;
  headers: IncomingMessage['headers'];
  body: { id: string; type: string; profile: { id: string } };
};
const received: Received[] = [];
type Mode = (request: IncomingMessage, response: ServerResponse, n: number) => void;
const ok: Mode = (_, response) => void response.writeHead(200).end('{"ok":true}');
const modes = new Map<string, Mode>();
const hits = new Map<string, number>();
let server: Server;
const origin = `http://127.0.0.1:${port}`;

beforeAll(async () => {
  t = await testDb();
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const n = (hits.get(path) ?? 0) + 1;
      hits.set(path, n);
      received.push({ at: performance.now(), path, headers: request.headers, body: JSON.parse(text) });
      (modes.get(path) ?? ok)(request, response, n);
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await t.close();
});

const http: HttpClient = (request) => callHttp({ ...request, timeoutMs: 1500 });

let senders: { stop(): Promise<void> }[] = [];
const send = async () => void senders.push(await startDeliverySender({ http, pollMs: 20 }));
afterEach(async () => {
  await Promise.all(senders.map((s) => s.stop()));
  senders = [];
  await t.sql`update destinations set status = 'paused'`;
});

let paths = 0;
async function destination(options: { mode?: Mode; traits?: string[]; status?: string; purpose?: string } = {}) {
  const id = newId();
  const segmentId = newId();
  const path = `/hook-${++paths}`;
  if (options.mode) modes.set(path, options.mode);
  const settings = encryptSecret(JSON.stringify({ url: `${origin}${path}`, secret: SECRET }));
  await t.sql`insert into destinations (id, name, kind, status, settings_encrypted, purpose, channel)
    values (${id}, ${path}, 'webhook', ${options.status ?? 'enabled'}, ${settings}, ${options.purpose ?? 'marketing'}, 'email')`;
  await t.sql`insert into segments (id, name, rule) values (${segmentId}, ${`Segment ${path}`}, '{}')`;
  await t.sql`insert into syncs (destination_id, segment_id, mapping)
    values (${id}, ${segmentId}, ${t.sql.json({ traits: options.traits ?? ['plan'], identifiers: ['email'] })})`;
  return { id, segmentId, path };
}
type Destination = Awaited<ReturnType<typeof destination>>;

let changeId = 0;
let people = 0;
async function someone(consent = true): Promise<string> {
  const id = await person(t.sql, { email: `d${++people}@example.com`, traits: { plan: 'gold', secret_trait: 'no' } });
  if (consent) await saveConsents(scope, [{ profileId: id, purpose: 'marketing', channel: 'email', state: 'granted', method: 'api' }]);
  return id;
}
async function change(segmentId: string, profileIds: string[], kind: 'enter' | 'leave') {
  await t.sql.begin(async (tx) => {
    if (kind === 'enter') {
      await tx`insert into memberships (profile_id, segment_id, entered_at)
        select id, ${segmentId}, now() from unnest(${profileIds}::uuid[]) id on conflict do nothing`;
    } else await tx`delete from memberships where segment_id = ${segmentId} and profile_id = any(${profileIds}::uuid[])`;
    await planDeliveries(
      tx,
      profileIds.map((profileId) => ({ id: ++changeId, segmentId, profileId, change: kind, cause: 'event' as const, at: new Date() })),
    );
  });
}
const statuses = async (d: Destination) =>
  t.sql<{ kind: string; status: string; errorCode: string | null; attempts: number; id: string }[]>`
    select id, kind, status, error_code as "errorCode", attempts from deliveries where destination_id = ${d.id} order by created_at, id`;
const at = (d: Destination) => received.filter((r) => r.path === d.path);

/** Waits for a state, not for a time: a test that never gets there ends at the runner's limit. */
async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await sleep(20);
}
const settled = (d: Destination) =>
  until(async () => (await statuses(d)).every((s) => !['pending', 'sending', 'retry'].includes(s.status)));

describe('the sender', () => {
  it('tells of entering, changing and leaving, signed, with what is mapped and nothing else', async () => {
    const d = await destination();
    const ann = await someone();
    await send();
    await change(d.segmentId, [ann], 'enter');
    await settled(d);
    await t.sql`update profiles set traits = traits || '{"plan":"silver"}' where id = ${ann}`;
    await t.sql.begin((tx) => planUpdates(tx, [ann]));
    await settled(d);
    await t.sql.begin((tx) => planUpdates(tx, [ann]));
    await change(d.segmentId, [ann], 'leave');
    await settled(d);
    expect(at(d).map((r) => r.body)).toMatchObject([
      { type: 'enter', segment: { id: d.segmentId }, profile: { id: ann, traits: { plan: 'gold' } } },
      { type: 'update', profile: { traits: { plan: 'silver' } } },
      { type: 'leave', profile: { id: ann, traits: {}, identifiers: [{ type: 'email' }] } },
    ]);
    expect(JSON.stringify(at(d))).not.toContain('secret_trait');
    for (const { headers, body } of at(d)) {
      const then = new Date(Number(headers['webhook-timestamp']) * 1000);
      expect(signatureHeaders(SECRET, body.id, then, JSON.stringify(body))['webhook-signature']).toBe(headers['webhook-signature']);
      expect(headers['idempotency-key']).toBe(body.id);
    }
    expect((await t.sql`select 1 from sync_members where destination_id = ${d.id}`).length).toBe(0);
  });

  it('withholds and counts who has not agreed, and never withholds a removal', async () => {
    const d = await destination();
    const [yes, no] = [await someone(), await someone(false)];
    await change(d.segmentId, [yes, no], 'enter');
    await send();
    await settled(d);
    expect((await statuses(d)).map((s) => [s.status, s.errorCode]).sort()).toEqual([
      ['sent', null],
      ['withheld', 'no_consent'],
    ]);
    await saveConsents(scope, [{ profileId: yes, purpose: 'marketing', channel: 'email', state: 'withdrawn', method: 'api' }]);
    await change(d.segmentId, [yes, no], 'leave');
    await settled(d);
    expect(at(d).map((r) => [r.body.type, r.body.profile.id])).toEqual([
      ['enter', yes],
      ['leave', yes],
    ]);
  });

  it('sends nothing more of a person once a withdrawal has been answered, in the middle of a run', async () => {
    const d = await destination({ mode: (_, response) => void setTimeout(() => response.writeHead(200).end(), 40) });
    const all = await Promise.all(Array.from({ length: 300 }, () => someone()));
    await change(d.segmentId, all, 'enter');
    await send();
    const answered = new Map<string, number>();
    await until(async () => at(d).length > 20);
    for (const id of all.filter((_, i) => i % 3 === 0).reverse()) {
      await saveConsents(scope, [{ profileId: id, purpose: 'marketing', channel: 'email', state: 'withdrawn', method: 'api' }]);
      answered.set(id, performance.now());
    }
    await settled(d);
    const late = at(d).filter((r) => r.body.type !== 'leave' && r.at > (answered.get(r.body.profile.id) ?? Number.POSITIVE_INFINITY));
    expect(late).toEqual([]);
    const done = await statuses(d);
    expect(done.filter((s) => s.status === 'withheld').length).toBeGreaterThan(0);
    expect(done.filter((s) => s.status === 'sent').length).toBe(at(d).length);
    expect(done.length).toBe(300);
  });

  it('sends queued retries of a withdrawn person no more', async () => {
    const d = await destination({ mode: (_, response) => void response.writeHead(503).end() });
    const ann = await someone();
    await change(d.segmentId, [ann], 'enter');
    await send();
    await until(async () => (await statuses(d))[0]?.status === 'retry');
    await saveConsents(scope, [{ profileId: ann, purpose: 'marketing', channel: 'email', state: 'withdrawn', method: 'api' }]);
    const before = at(d).length;
    await t.sql`update deliveries set next_attempt_at = now() where destination_id = ${d.id}`;
    await settled(d);
    expect((await statuses(d))[0]?.status).toBe('withheld');
    expect(at(d).length).toBe(before);
  });

  it.each<[string, Mode, string, string]>([
    ['hangs', () => undefined, 'retry', 'timeout'],
    ['answers 500', (_, r) => void r.writeHead(500).end(), 'retry', 'http_500'],
    ['answers 429', (_, r) => void r.writeHead(429, { 'retry-after': '60' }).end(), 'retry', 'http_429'],
    ['resets', (q) => void q.socket.destroy(), 'retry', 'network'],
    ['answers 410', (_, r) => void r.writeHead(410).end(), 'dead', 'http_410'],
  ])('does not let a destination that %s slow another', async (_, mode, status, code) => {
    const [bad, good] = [await destination({ mode }), await destination()];
    const all = await Promise.all(Array.from({ length: 12 }, () => someone()));
    await change(bad.segmentId, all, 'enter');
    await change(good.segmentId, all, 'enter');
    await send();
    await settled(good);
    expect((await statuses(good)).every((s) => s.status === 'sent')).toBe(true);
    await until(async () => (await statuses(bad)).some((s) => s.status === status));
    expect((await statuses(bad)).find((s) => s.status === status)?.errorCode).toBe(code);
  });

  it('waits at least as long as Retry-After says', async () => {
    const d = await destination({ mode: (_, r) => void r.writeHead(429, { 'retry-after': '120' }).end() });
    await change(d.segmentId, [await someone()], 'enter');
    await send();
    await until(async () => (await statuses(d))[0]?.status === 'retry');
    const [row] =
      await t.sql`select extract(epoch from next_attempt_at - now())::float8 as wait from deliveries where destination_id = ${d.id}`;
    expect(row?.wait).toBeGreaterThan(110);
  });

  it('is dead after its time, and is replayed once, under the same key', async () => {
    let broken = true;
    const d = await destination({ mode: (q, r) => (broken ? void r.writeHead(500).end() : ok(q, r, 0)) });
    await change(d.segmentId, [await someone()], 'enter');
    await t.sql`update deliveries set give_up_at = now() where destination_id = ${d.id}`;
    await send();
    await settled(d);
    expect(await statuses(d)).toMatchObject([{ status: 'dead', errorCode: 'http_500', attempts: 1 }]);
    broken = false;
    expect(await t.sql.begin((tx) => replayDeliveries(tx, d.id))).toBe(1);
    expect(await t.sql.begin((tx) => replayDeliveries(tx, d.id))).toBe(0);
    await settled(d);
    expect((await statuses(d))[0]?.status).toBe('sent');
    expect(new Set(at(d).map((r) => r.headers['idempotency-key'])).size).toBe(1);
    expect(at(d).length).toBe(2);
  });

  it('repeats the same key and the same words after a crash between sending and marking', async () => {
    const d = await destination({ mode: (q, r, n) => (n === 1 ? void q.socket.destroy() : ok(q, r, n)) });
    const ann = await someone();
    await change(d.segmentId, [ann], 'enter');
    await send();
    await until(async () => (await statuses(d))[0]?.status === 'retry');
    // A crashed process leaves its row `sending` with a lease that ends.
    await t.sql`update deliveries set status = 'sending', next_attempt_at = now() where destination_id = ${d.id}`;
    await t.sql`update profiles set traits = '{"plan":"other"}' where id = ${ann}`;
    await settled(d);
    const [first, second] = at(d);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(second?.body).toEqual(first?.body);
  });

  it('sends once with two processes, and keeps a person’s messages in order', async () => {
    const d = await destination();
    const all = await Promise.all(Array.from({ length: 60 }, () => someone()));
    await send();
    await send();
    await change(d.segmentId, all, 'enter');
    await until(async () => at(d).length > 5);
    await change(d.segmentId, all, 'leave');
    await settled(d);
    for (const id of all) {
      const told = at(d).filter((r) => r.body.profile.id === id);
      expect([[], ['enter', 'leave']]).toContainEqual(told.map((r) => r.body.type));
    }
    expect(new Set(at(d).map((r) => r.body.id)).size).toBe(at(d).length);
  });

  it('keeps the deliveries of a paused destination for later', async () => {
    const d = await destination({ status: 'paused' });
    const other = await destination();
    const ann = await someone();
    await change(d.segmentId, [ann], 'enter');
    await change(other.segmentId, [ann], 'enter');
    await send();
    await settled(other);
    expect((await statuses(d))[0]?.status).toBe('pending');
    await t.sql`update destinations set status = 'enabled' where id = ${d.id}`;
    await settled(d);
    expect((await statuses(d))[0]?.status).toBe('sent');
  });

  it('redacts a secret that the receiver repeats', async () => {
    const d = await destination({ mode: (_, r) => void r.writeHead(200).end(`you sent ${SECRET}\u0000`) });
    await change(d.segmentId, [await someone()], 'enter');
    await send();
    await settled(d);
    const [row] = await t.sql`select response from deliveries where destination_id = ${d.id}`;
    expect(row?.response).toBe('you sent [redacted]');
  });

  it('goes on after the database has dropped every connection', async () => {
    const d = await destination();
    await send();
    const [ann, bob] = [await someone(), await someone()];
    await change(d.segmentId, [ann], 'enter');
    await settled(d);
    await t.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await until(async () =>
      change(d.segmentId, [bob], 'enter').then(
        () => true,
        () => false,
      ),
    );
    await settled(d);
    expect(await statuses(d)).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
    expect(at(d).map((r) => r.body.profile.id)).toEqual([ann, bob]);
  });
});
