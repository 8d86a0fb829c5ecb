import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { storedSettings } from '../data/read-connection';
import { testSettings } from '../data/test-settings';
import { createConnectorSource, saveSettings } from './settings';

// Settings are read once, so the place of the listening server must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 40_000 + (process.pid % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});
const scope = systemScope('test');
const settings = { host: 'db.example.com', port, database: 'crm', user: 'tessera', tls: 'off' };

let t: TestDb;
let listening: Server;
let calls = 0;
const REFUSAL = Buffer.from('SFATAL\0C28P01\0Mno\0\0');
beforeAll(async () => {
  t = await testDb();
  listening = createServer((socket) => {
    calls += 1;
    const length = Buffer.alloc(4);
    length.writeInt32BE(REFUSAL.length + 4);
    socket
      .on('error', () => undefined)
      .resume()
      .end(Buffer.concat([Buffer.from('E'), length, REFUSAL]));
  });
  await new Promise<void>((done) => listening.listen(port, '127.0.0.1', done));
});
afterAll(async () => {
  listening.close();
  await t.close();
});

it('a stored password goes to no other server: neither by a test nor by saving', async () => {
  const { id } = await t.sql.begin((tx) => createConnectorSource(tx, scope, { name: 'CRM', kind: 'postgres' }));
  await t.sql.begin((tx) => saveSettings(tx, scope, id, { ...settings, password: 'stored password' }));
  const evil = { ...settings, host: '127.0.0.1' };
  const refused = { code: 'invalid_input', key: 'connector.passwordAgain', fields: [{ path: 'settings.password' }] };
  await expect(testSettings(t.sql, scope, id, evil)).rejects.toMatchObject(refused);
  await expect(t.sql.begin((tx) => saveSettings(tx, scope, id, evil))).rejects.toMatchObject(refused);
  expect(calls).toBe(0);
  expect(await storedSettings(t.sql, id)).toMatchObject({ host: 'db.example.com', password: 'stored password' });

  await t.sql.begin((tx) => saveSettings(tx, scope, id, { ...settings, database: 'other' }));
  expect(await storedSettings(t.sql, id)).toMatchObject({ database: 'other', password: 'stored password' });

  expect((await testSettings(t.sql, scope, id, { ...evil, password: 'typed' })).ok).toBe(false);
  expect(calls).toBeGreaterThan(0);
  const said = await t.sql`select action, details from audit_log where subject_id = ${id} and action <> 'source.created' order by id`;
  expect(said).toMatchObject([
    { action: 'source.settings_saved', details: { host: 'db.example.com' } },
    { action: 'source.settings_saved', details: { host: 'db.example.com' } },
    { action: 'source.tested', details: { ok: false, host: '127.0.0.1' } },
  ]);
});
