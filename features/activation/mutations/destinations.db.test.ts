import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { listDeliveries, readDelivery } from '../data/deliveries';
import { readableSettings, readDestination } from '../data/destinations';
import { detachSyncJob, levelSyncJob } from '../jobs/syncs';
import { createDestination, deleteDestination, pauseDestination, updateDestination } from './destinations';
import { saveSync } from './syncs';
import { testDestination } from './test-destination';

// Settings are read once, so the receiver's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 40_000 + (process.pid % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});
const SECRET = 'canary-secret-7f3a-9b1c';
const url = `http://127.0.0.1:${port}/hook`;
const scope = systemScope('test');
const input = { name: 'Hook', kind: 'webhook', purpose: 'marketing', channel: 'email', settings: { url, secret: SECRET } };

let t: TestDb;
let server: Server;
let status = 200;
beforeAll(async () => {
  t = await testDb();
  server = createServer((request, response) =>
    request.resume().on('end', () => response.writeHead(status).end(`echo ${SECRET} ann@example.com`)),
  );
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await t.close();
});

describe('destinations', () => {
  it('refuse what does not fit, naming the field', async () => {
    const fields = (over: object) =>
      createDestination(scope, { ...input, ...over }).catch((e: { fields: { path: string }[] }) => e.fields.map((f) => f.path));
    expect(await fields({ settings: { url: 'http://10.0.0.1/', secret: SECRET } })).toEqual(['settings.url']);
    expect(await fields({ settings: { url } })).toEqual(['settings.secret']);
    expect(await fields({ kind: 'constructor' })).toEqual(['kind']);
    expect(await fields({ purpose: 'nothing' })).toEqual(['purpose']);
    expect(await fields({ channel: 'nothing' })).toEqual(['channel']);
  });

  it('keep their secret to themselves: in the database, on the screen, in the log and in the answer', async () => {
    const { id } = await createDestination(scope, input);
    expect(await readableSettings(t.sql, id)).toEqual({ values: { url }, set: ['secret'] });
    await updateDestination(scope, { ...input, id, name: 'Other', settings: { url: `${url}2` } });
    expect(await readableSettings(t.sql, id)).toEqual({ values: { url: `${url}2` }, set: ['secret'] });
    expect(await testDestination(scope, id)).toMatchObject({ ok: true, responseStatus: 200, response: 'echo [redacted] ann@example.com' });
    status = 500;
    expect(await testDestination(scope, id)).toMatchObject({ ok: false, responseStatus: 500, message: 'The receiver answered 500.' });
    status = 200;
    const everything = await t.sql<{ t: string }[]>`
      select (select string_agg(d::text, '') from destinations d) || (select string_agg(d::text, '') from deliveries d)
        || (select string_agg(a::text, '') from audit_log a) as t`;
    expect(everything[0]?.t).not.toContain(SECRET);
    const { data } = await listDeliveries(t.sql, id, { limit: 10 }, 'masked');
    expect(data.map((d) => [d.kind, d.status])).toEqual([
      ['test', 'dead'],
      ['test', 'sent'],
    ]);
    const seen = async (personalData: 'full' | 'masked' | 'none') =>
      (await readDelivery(t.sql, id, data[1]?.id ?? '', personalData))?.response;
    expect(await seen('full')).toContain('ann@example.com');
    expect(await seen('masked')).not.toContain('ann@example.com');
    expect(await seen('none')).toBe('•••');
  });

  it('are paused and deleted: with a removal for everybody, or at once', async () => {
    for (const tell of [true, false]) {
      const { id } = await createDestination(scope, input);
      const [segmentId, profileId] = [newId(), newId()];
      await t.sql`insert into segments (id, name, rule) values (${segmentId}, 's', '{}')`;
      await t.sql`insert into profiles (id) values (${profileId})`;
      await saveSync(scope, { destinationId: id, segmentId, mapping: { traits: [], identifiers: [] } });
      await runJobs(t.url, [levelSyncJob, detachSyncJob]);
      await t.sql`insert into sync_members (profile_id, destination_id, segment_id, payload_hash, sent_at) values (${profileId}, ${id}, ${segmentId}, 'h', now())`;
      await pauseDestination(scope, { id, paused: true });
      expect((await readDestination(t.sql, id))?.status).toBe('paused');
      await deleteDestination(scope, { id, tell });
      await runJobs(t.url, [levelSyncJob, detachSyncJob]);
      const leaves = await t.sql`select 1 from deliveries where destination_id = ${id} and kind = 'leave' and status = 'pending'`;
      const [row] = await t.sql`select status, settings_encrypted as settings from destinations where id = ${id}`;
      expect([leaves.length, row?.status, row?.settings === '']).toEqual(tell ? [1, 'deleting', false] : [0, 'deleted', true]);
      await expect(pauseDestination(scope, { id, paused: false })).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
