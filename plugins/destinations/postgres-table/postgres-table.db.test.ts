import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { newId } from '@/lib/ids';
import { openPostgres } from '@/lib/postgres-client';
import type { DestinationRow, RowKind } from '@/plugins/kit/types';
import { openPostgresDoor } from '@/tests/integration/postgres-door';
import { postgresTable } from '.';

const { port } = await vi.hoisted(async () => {
  const { createServer } = await import('node:net');
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${port}`;
  return { port };
});

let door: Awaited<ReturnType<typeof openPostgresDoor>>;
let other: ReturnType<typeof openPostgres>;
const database = `other_${newId().slice(-12)}`;
const settings = () => {
  const { username, password } = new URL(inject('testServer').url);
  return { host: '127.0.0.1', port, database, user: username, password, tls: 'off' as const, table: 'marketing.audience' };
};
const context = () => ({ settings: settings(), http: () => Promise.reject(new Error('no HTTP here')), now: new Date() });

beforeAll(async () => {
  door = await openPostgresDoor(inject('testServer').socketDir, port);
  const admin = openPostgres({ ...settings(), database: 'postgres' });
  await admin.unsafe(`create database ${database}`);
  await admin.end();
  other = openPostgres(settings());
  await other.unsafe('create schema marketing');
});
afterAll(async () => {
  await other.end();
  await door.close();
});

const [person, merged, segmentId] = [newId(), newId(), newId()];
const row = (kind: RowKind, at: string, traits: Record<string, unknown> = {}, id = person, previousIds: string[] = []): DestinationRow => ({
  id: newId(),
  kind,
  at,
  segment: { id: segmentId, name: "O'Hara's" },
  profile: { id, previousIds, traits, identifiers: [{ type: 'email', value: 'ann@example.com' }] },
});
const send = async (...rows: DestinationRow[]) => (await postgresTable.deliver(rows, context())).map((r) => r.ok);
const held = () => other.unsafe(`select profile_id, segment, traits ->> 'plan' as plan from marketing.audience order by 1`);

describe('a table of another PostgreSQL', () => {
  it('is made by the test, which leaves nothing in it', async () => {
    expect(await postgresTable.check(row('test', '2026-01-01T00:00:00Z'), context())).toEqual({ ok: true });
    expect(await held()).toEqual([]);
  });

  it('follows who enters, changes and leaves, whatever comes twice or late', async () => {
    const enter = row('enter', '2026-01-01T10:00:00Z', { plan: 'gold' });
    expect(await send(enter, enter)).toEqual([true, true]);
    expect(await held()).toEqual([{ profile_id: person, segment: "O'Hara's", plan: 'gold' }]);
    await send(row('update', '2026-01-02T10:00:00Z', { plan: 'silver' }), enter);
    expect(await held()).toMatchObject([{ plan: 'silver' }]);
    await send(row('leave', '2026-01-01T11:00:00Z'));
    expect(await held()).toHaveLength(1);
    await send(row('leave', '2026-01-03T10:00:00Z'));
    expect(await held()).toEqual([]);
  });

  it('has one row of people who were merged, and none of whom was erased', async () => {
    await send(row('enter', '2026-01-01T10:00:00Z', { plan: 'a' }), row('enter', '2026-01-01T10:00:00Z', { plan: 'b' }, merged));
    await send(row('update', '2026-01-02T10:00:00Z', { plan: 'ab' }, person, [merged]));
    expect(await held()).toEqual([{ profile_id: person, segment: "O'Hara's", plan: 'ab' }]);
    await send(row('delete', '2026-01-02T11:00:00Z', {}, person, [merged]));
    expect(await held()).toEqual([]);
  });

  it('says what is wrong, and whether it may go better later', async () => {
    const fails = async (more: Partial<ReturnType<typeof settings>>) =>
      (await postgresTable.deliver([row('enter', '2026-01-01T10:00:00Z')], { ...context(), settings: { ...settings(), ...more } }))[0];
    expect(await fails({ database: 'missing_database' })).toMatchObject({ ok: false, retry: false, code: 'sign_in' });
    expect(await fails({ table: 'nowhere.audience' })).toMatchObject({ ok: false, retry: false, code: 'statement' });
    expect(await fails({ host: '10.0.0.1' })).toMatchObject({ ok: false, retry: false, code: 'refused_address' });
    door.cut();
    const [lost] = await postgresTable.deliver([row('enter', '2026-01-01T10:00:00Z')], context());
    expect(lost).toMatchObject({ ok: false, retry: true });
    expect(await send(row('enter', '2026-01-01T10:00:00Z'))).toEqual([true]);
  });

  it('takes no name that is not one', () => {
    const parse = (table: string) => postgresTable.settings.safeParse({ ...settings(), table }).success;
    expect(parse('audience')).toBe(true);
    for (const bad of ['a"; drop table x; --', 'A.b', 'a.b.c', '', 'x y']) expect(parse(bad)).toBe(false);
  });
});
