import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { readConnection } from '@/features/sources/connections/data/read-connection';
import { listRuns, readRun } from '@/features/sources/connections/data/runs';
import { cancelRun, resumeRun, startRun } from '@/features/sources/connections/mutations/runs';
import { createConnectorSource, saveSettings } from '@/features/sources/connections/mutations/settings';
import { type OtherPostgres, otherPostgres } from '@/tests/integration/other-postgres';
import { drain } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { runSourceJob } from './jobs/run-source';
import { saveMapping } from './mutations/save-mapping';
import { type SaveMapping, saveMappingInput } from './schema';

// Settings are read once, so the other server's place must be known before anything is imported.
const port = vi.hoisted(() => {
  const free = 40_000 + (process.pid % 20_000);
  process.env.ALLOW_PRIVATE_HOSTS = `127.0.0.1:${free}`;
  return free;
});

let t: TestDb;
let other: OtherPostgres;
const scope = systemScope('test');
const signal = new AbortController().signal;

beforeAll(async () => {
  other = await otherPostgres('pull', port);
  t = await testDb();
  await other.sql`create table people (id bigint primary key, email text, city text, points int, updated_at timestamptz not null)`;
  await other.sql`
    insert into people select n, 'p' || n || '@example.org', 'Ulm', n, timestamptz '2026-01-01' + n * interval '1 millisecond'
    from generate_series(1, 4500) n`;
});
afterAll(async () => {
  await t.close();
  await other.close();
});

let made = 0;
async function source(more: Partial<SaveMapping> = {}, selection: Partial<SaveMapping['selection']> = {}): Promise<string> {
  const { id } = await t.sql.begin((tx) => createConnectorSource(tx, scope, { name: `CRM ${++made}`, kind: 'postgres' }));
  await t.sql.begin((tx) => saveSettings(tx, scope, id, other.settings));
  const input = saveMappingInput.parse({
    id,
    selection: { stream: 'public.people', query: null, key: ['id'], mark: 'updated_at', items: null, ...selection },
    mode: 'incremental',
    onDrift: 'pause',
    mapping: {
      rows: 'people',
      key: 'id',
      columns: [
        { name: 'id', target: { kind: 'identifier', type: 'external', externalType: `crm${made}` } },
        { name: 'email', target: { kind: 'identifier', type: 'email' } },
        { name: 'city', target: { kind: 'trait', name: 'city', type: 'string' } },
        { name: 'points', target: { kind: 'trait', name: 'points', type: 'number' } },
      ],
    },
    ...more,
  });
  await saveMapping(t.sql, scope, input, signal);
  return id;
}
const start = (id: string, all = false) => t.sql.begin((tx) => startRun(tx, scope, id, { all, trigger: 'staff' }));
async function run(id: string, all = false) {
  const { runId } = await start(id, all);
  await runJobs(t.url, [runSourceJob]);
  return readRun(t.sql, runId);
}
const inInbox = async (id: string) => {
  const [row] = await t.sql<{ n: number; ids: number }[]>`
    select count(*)::int as n, count(distinct e->>'messageId')::int as ids from inbox, jsonb_array_elements(body::jsonb->'batch') e where source_id = ${id}`;
  return row;
};

describe('a table, incrementally', () => {
  it('is read whole, then only what changed and what is new, and every count adds up', async () => {
    const id = await source();
    expect(await run(id)).toMatchObject({ status: 'done', total: 4500, counts: { read: 4500, accepted: 4500, rejected: 0, unchanged: 0 } });
    expect(await inInbox(id)).toEqual({ n: 4500, ids: 4500 });
    await drain(t.sql);
    const [stored] = await t.sql<{ n: number }[]>`select count(*)::int as n from profiles where traits->>'city' = 'Ulm'`;
    expect(stored?.n).toBe(4500);

    await other.sql`update people set points = points + 1, updated_at = '2026-02-01' where id <= 10`;
    await other.sql`insert into people values (5001, 'new@example.org', 'Bonn', 1, '2026-02-01'), (5002, 'not an address', 'Bonn', 1, '2026-02-02')`;
    const second = await run(id);
    // The last five minutes before the mark are read again: all of the first table lies in them.
    expect(second).toMatchObject({ status: 'done', counts: { accepted: 11, rejected: 1 } });
    expect(second.counts.read).toBe(second.counts.accepted + second.counts.rejected + second.counts.unchanged);
    await drain(t.sql);
    const third = await run(id);
    expect(third.counts).toMatchObject({ accepted: 0, rejected: 0 });
    const full = await run(id, true);
    expect(full).toMatchObject({ mode: 'full', counts: { read: 4502, accepted: 0, rejected: 0, unchanged: 4502 } });
    const rejects = await t.sql`select code, run_id, raw::jsonb->>'id' as row from rejects where source_id = ${id}`;
    expect(rejects).toEqual([{ code: 'bad_identifier', run_id: second.id, row: '5002' }]);
    await other.sql`delete from people where id > 4500`;
  });

  it('goes on behind its last commit after it was stopped, and doubles nothing', async () => {
    const id = await source();
    const { runId } = await start(id);
    let commits = 0;
    // Cut off in the middle, as a network or a kill would.
    const timer = setInterval(async () => {
      const { counts } = await readRun(t.sql, runId);
      if (counts.read >= 2000 && commits++ === 0) other.cut();
    }, 1);
    await runJobs(t.url, [runSourceJob]);
    clearInterval(timer);
    await t.sql`update graphile_worker._private_jobs set run_at = now()`;
    await runJobs(t.url, [runSourceJob]);
    expect(await readRun(t.sql, runId)).toMatchObject({
      status: 'done',
      fault: null,
      counts: { read: 4500, accepted: 4500, unchanged: 0 },
    });
    expect(await inInbox(id)).toEqual({ n: 4500, ids: 4500 });
  });

  it('is cancelled and resumed', async () => {
    const id = await source();
    const { runId } = await start(id);
    await t.sql.begin((tx) => cancelRun(tx, scope, runId));
    await runJobs(t.url, [runSourceJob]);
    expect(await readRun(t.sql, runId)).toMatchObject({ status: 'cancelled', counts: { read: 0 } });
    await t.sql.begin((tx) => resumeRun(tx, scope, runId));
    await expect(start(id)).rejects.toThrow('being read');
    await runJobs(t.url, [runSourceJob]);
    expect(await readRun(t.sql, runId)).toMatchObject({ status: 'done', counts: { read: 4500 } });
    expect(await listRuns(t.sql, id)).toHaveLength(1);
    await expect(t.sql.begin((tx) => cancelRun(tx, scope, runId))).rejects.toThrow('ended');
  });

  it('sends a person again that goes back to what it was', async () => {
    await other.sql`create table back (id int primary key, email text, city text, points int, updated_at timestamptz)`;
    await other.sql`insert into back values (1, 'back@example.org', 'Ulm', 1, null)`;
    const id = await source({ mode: 'full' }, { stream: 'back', mark: null });
    const ids = new Set<string>();
    for (const city of ['Ulm', 'Bonn', 'Ulm', 'Ulm']) {
      await other.sql`update back set city = ${city}`;
      await run(id);
    }
    for (const { id: message } of await t.sql<{ id: string }[]>`
      select e->>'messageId' as id from inbox, jsonb_array_elements(body::jsonb->'batch') e where source_id = ${id}`)
      ids.add(message);
    expect(ids.size).toBe(3);
  });
});

describe('marks that many rows share', () => {
  it('are read by mark and key, over the ends of pages', async () => {
    await other.sql`create table ties (id int primary key, email text, city text, points int, updated_at timestamptz)`;
    await other.sql`insert into ties select n, 't' || n || '@example.org', 'Ulm', n, case when n > 100 then timestamptz '2026-01-01 12:00:00.123456' end from generate_series(1, 5100) n`;
    const id = await source({}, { stream: 'ties' });
    const first = await run(id);
    expect(first.counts).toMatchObject({ read: 5100, accepted: 5100 });
    expect(await inInbox(id)).toEqual({ n: 5100, ids: 5100 });
  });
});

describe('a query about events', () => {
  it('is read in a cursor, takes an event in once, and never changes it', async () => {
    await other.sql`create table orders (no int, line int, customer text, total numeric, at timestamptz)`;
    await other.sql`insert into orders select n, 1, 'c' || (n % 7) || '@example.org', n * 1.5, timestamptz '2026-01-01' + n * interval '1 minute' from generate_series(1, 3000) n`;
    const selection = {
      stream: 'orders',
      query: 'select no, line, customer, total, at from orders where total > 0 -- all of them;',
      key: ['no', 'line'],
      mark: 'at',
      items: null,
    };
    const id = await source(
      {
        mapping: {
          rows: 'events',
          eventName: 'Order Completed',
          key: 'customer',
          columns: [
            { name: 'customer', target: { kind: 'identifier', type: 'email' } },
            { name: 'total', target: { kind: 'property', name: 'revenue', type: 'number' } },
            { name: 'at', target: { kind: 'timestamp', dateOrder: 'ymd' } },
          ],
        },
      },
      selection,
    );
    expect(await run(id)).toMatchObject({ status: 'done', counts: { read: 3000, accepted: 3000 } });
    await other.sql`update orders set total = total + 1, at = at + interval '1 year' where no = 1`;
    expect((await run(id)).counts).toMatchObject({ accepted: 0, rejected: 0 });
    await drain(t.sql);
    const [stored] = await t.sql<
      { n: number; sum: number }[]
    >`select count(*)::int as n, sum(value)::float8 as sum from events where source_id = ${id}`;
    expect(stored?.n).toBe(3000);
  });
});

describe('columns that change', () => {
  it('pause the source, or are passed over, as chosen', async () => {
    await other.sql`create table drifting (id int primary key, email text, city text, points int, updated_at timestamptz)`;
    await other.sql`insert into drifting values (1, 'd@example.org', 'Ulm', 1, '2026-01-01')`;
    const pausing = await source({}, { stream: 'drifting' });
    const going = await source({ onDrift: 'continue' }, { stream: 'drifting' });
    await other.sql`alter table drifting add column note text, drop column city, alter column points type text`;
    const drift = { added: ['note'], removed: ['city'], changed: [{ name: 'points', from: 'integer', to: 'text' }] };
    expect(await run(pausing)).toMatchObject({ status: 'failed', drift, fault: { code: 'drift' }, counts: { read: 0 } });
    expect(await readConnection(t.sql, pausing)).toMatchObject({ paused: 'drift' });
    expect(await run(going)).toMatchObject({ status: 'done', drift, counts: { read: 1, accepted: 1 } });
    await other.sql`alter table drifting drop column updated_at`;
    expect(await run(going)).toMatchObject({ status: 'failed', fault: { code: 'drift' } });
  });
});

describe('what does not fit', () => {
  it('is said before anything is read', async () => {
    await other.sql`create table doubled (id int, updated_at timestamptz)`;
    await other.sql`insert into doubled values (1, now()), (1, now()), (2, null)`;
    const mapping = { rows: 'people', key: 'id', columns: [{ name: 'id', target: { kind: 'identifier', type: 'user_id' } }] } as never;
    await expect(source({ mapping }, { stream: 'doubled' })).rejects.toMatchObject({ values: { fault: 'key_not_unique' } });
    await expect(source({ mapping }, { stream: 'doubled', key: [] })).rejects.toMatchObject({ values: { fault: 'no_key' } });
    await expect(source({}, { stream: 'nowhere' })).rejects.toMatchObject({ failure: { code: 'statement' } });
    await expect(source({}, { stream: 'x', query: 'delete from people returning *' })).rejects.toMatchObject({
      failure: { code: 'statement' },
    });
    await expect(source({}, { stream: 'x', query: 'select 1 as id; drop table people' })).rejects.toMatchObject({
      failure: { code: 'statement' },
    });
    const [left] = await other.sql<{ n: number }[]>`select count(*)::int as n from people`;
    expect(left?.n).toBe(4500);
  });

  it('a server that is gone is tried again, then the run fails and says why', async () => {
    const id = await source();
    await t.sql.begin((tx) => saveSettings(tx, scope, id, { ...other.settings, database: 'gone' }));
    expect(await run(id)).toMatchObject({ status: 'failed', fault: { code: 'sign_in', retry: false } });
    const stored = await t.sql`select settings_encrypted from source_connections where source_id = ${id}`;
    expect(JSON.stringify(stored)).not.toContain('127.0.0.1');
  });
});
