import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPostgresDoor } from '@/tests/integration/postgres-door';
import { openPostgres, type PostgresSettings, postgresFailure } from './postgres-client';

let settings: PostgresSettings;
let door: Awaited<ReturnType<typeof openPostgresDoor>>;
beforeAll(async () => {
  const { url, socketDir } = inject('testServer');
  door = await openPostgresDoor(socketDir);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${door.port}`;
  const { username, password } = new URL(url);
  settings = { host: '127.0.0.1', port: door.port, database: 'postgres', user: username, password, tls: 'off' };
});
const open: { end(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(open.map((client) => client.end()));
  await door.close();
});

const ask = async (statement: string, more: Partial<PostgresSettings> = {}, options = {}) => {
  const client = openPostgres({ ...settings, ...more }, options);
  open.push(client);
  return client.unsafe(statement);
};
const fails = (statement: string, more: Partial<PostgresSettings> = {}, options = {}) =>
  ask(statement, more, options).then(
    () => 'answered',
    (error) => postgresFailure(error).failure,
  );

describe('a client of another PostgreSQL', () => {
  it('hands values on as the server writes them', async () => {
    const [row] = await ask(`select 1::int4 as i, 12345678901234567890::numeric as n, true as b, null::text as z,
      timestamptz '2026-01-02 03:04:05.123456+02' as t, date '2026-01-02' as d, '{"a": 1}'::jsonb as j, 'é' as s`);
    expect(row).toEqual({
      i: '1',
      n: '12345678901234567890',
      b: 't',
      z: null,
      t: '2026-01-02 01:04:05.123456+00',
      d: '2026-01-02',
      j: '{"a": 1}',
      s: 'é',
    });
  });
  it('writes nothing when it only reads', async () => {
    expect(await fails('create table tessera_never (id int)', {}, { readOnly: true })).toMatchObject({ code: 'statement', retry: false });
  });
  it('gives a statement up after its time', async () => {
    expect(await fails('select pg_sleep(5)', {}, { statementTimeoutMs: 100 })).toMatchObject({ code: 'timeout', retry: true });
  });
});

describe('failures', () => {
  it('of the database name', async () =>
    expect(await fails('select 1', { database: 'tessera_missing' })).toMatchObject({ code: 'sign_in' }));
  it('of encryption that is not offered', async () => {
    for (const tls of ['verify', 'require'] as const)
      expect(await fails('select 1', { tls })).toMatchObject({ code: 'protocol', retry: false });
  });
  it('of a private address', async () => expect(await fails('select 1', { host: '10.0.0.1' })).toMatchObject({ code: 'refused_address' }));
  it('of a statement', async () =>
    expect(await fails('select nothing')).toMatchObject({ code: 'statement', message: expect.stringContaining('nothing') }));
});
