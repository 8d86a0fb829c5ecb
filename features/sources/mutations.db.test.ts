import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionSql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { testDb } from '@/tests/integration/test-db';
import { listSources } from './data/list-sources';
import { listWriteKeys } from './data/list-write-keys';
import { readSource, readWriteKey } from './data/read-source';
import { sourceStats } from './data/source-stats';
import {
  createKeyForSourceNamed,
  createSource,
  createWriteKey,
  deleteSource,
  renameSource,
  rotateWriteKey,
  setRateLimit,
  setSourceEnabled,
} from './mutations';

let t: Awaited<ReturnType<typeof testDb>>;
const scope = cliScope('test');
const tx = <T>(run: (tx: TransactionSql) => Promise<T>): Promise<T> => t.sql.begin(run) as Promise<T>;
beforeAll(async () => {
  t = await testDb();
});
afterAll(async () => t.close());

const actions = async (id: string) =>
  (await t.sql<{ action: string }[]>`select action from audit_log where subject_id = ${id} order by id`).map((r) => r.action);
const keysOf = async (id: string) => (await listWriteKeys(t.sql)).filter((k) => k.sourceId === id);

describe('sources', () => {
  it('are made, renamed, limited, disabled, deleted, and every change is written down', async () => {
    const { id } = await tx((s) => createSource(s, scope, { name: 'Shop', kind: 'sdk' }));
    const first = await tx((s) => createWriteKey(s, scope, id));
    expect(await readWriteKey(t.sql, id)).toBe(first.key);
    await tx((s) => renameSource(s, scope, id, 'Web shop'));
    await tx((s) => setRateLimit(s, scope, id, 100));
    expect(await readSource(t.sql, id)).toMatchObject({ name: 'Web shop', rateLimitPerSecond: 100 });
    expect((await keysOf(id))[0]).toMatchObject({ ratePerSecond: 100, enabled: true });
    await tx((s) => setRateLimit(s, scope, id, null));
    await tx((s) => setSourceEnabled(s, scope, id, false));
    expect((await keysOf(id))[0]).toMatchObject({ ratePerSecond: null, enabled: false });
    const { key } = await tx((s) => rotateWriteKey(s, scope, id));
    expect(await readWriteKey(t.sql, id)).toBe(key);
    expect(await keysOf(id)).toHaveLength(1);
    await expect(tx((s) => deleteSource(s, scope, id, 'Shop'))).rejects.toThrow('does not match');
    await tx((s) => deleteSource(s, scope, id, 'Web shop'));
    expect(await keysOf(id)).toEqual([]);
    await expect(readSource(t.sql, id)).rejects.toThrow('no such source');
    await expect(tx((s) => renameSource(s, scope, id, 'Again'))).rejects.toThrow('no such source');
    expect(await actions(id)).toEqual([
      'source.created',
      'write_key.created',
      'source.renamed',
      'source.rate_limit_set',
      'source.rate_limit_set',
      'source.disabled',
      'write_key.created',
      'write_key.rotated',
      'source.deleted',
    ]);
    expect(await tx((s) => createSource(s, scope, { name: 'Web shop', kind: 'sdk' }))).toBeTruthy();
  });

  it('have one name each; Tessera’s own is not to be changed; files have no keys', async () => {
    const { id } = await tx((s) => createSource(s, scope, { name: 'Till', kind: 'file' }));
    await expect(tx((s) => createSource(s, scope, { name: 'Till', kind: 'sdk' }))).rejects.toThrow('already a source');
    await expect(tx((s) => createWriteKey(s, scope, id))).rejects.toThrow('Only SDK sources');
    await expect(tx((s) => createKeyForSourceNamed(s, scope, 'Till'))).rejects.toThrow('not an SDK source');
    const [system] = await t.sql<{ id: string }[]>`select id from sources where kind = 'system'`;
    await expect(tx((s) => setSourceEnabled(s, scope, system?.id ?? '', false))).rejects.toThrow('no such source');
  });

  it('give the command line a key, making the source the first time', async () => {
    const one = await tx((s) => createKeyForSourceNamed(s, scope, 'Backend'));
    const two = await tx((s) => createKeyForSourceNamed(s, scope, 'Backend'));
    expect([one.created, two.created, one.sourceId === two.sourceId, one.key === two.key]).toEqual([true, false, true, false]);
    expect(await keysOf(one.sourceId)).toHaveLength(2);
    expect(one.key).toMatch(/^wk_[\w-]{43}$/);
  });

  it('are listed with their last day, hour by hour', async () => {
    const { sourceId: id } = await tx((s) => createKeyForSourceNamed(s, scope, 'Counted'));
    await t.sql`
      insert into source_stats (source_id, hour, outcome, n) values
        (${id}, date_trunc('hour', now()), 'stored', 5), (${id}, date_trunc('hour', now()), 'rejected', 2),
        (${id}, date_trunc('hour', now()) - interval '3 hours', 'stored', 7), (${id}, date_trunc('hour', now()) - interval '3 days', 'stored', 100)`;
    const row = (await listSources(t.sql)).find((s) => s.id === id);
    expect(row).toMatchObject({ stored: 12, rejected: 2, status: 'enabled', kind: 'sdk' });
    expect([row?.hourly.length, row?.hourly[23], row?.hourly[20]]).toEqual([24, 5, 7]);
    const day = await sourceStats(t.sql, id, '24h');
    expect([day.points.length, day.totals.stored, day.totals.rejected]).toEqual([24, 12, 2]);
    const month = await sourceStats(t.sql, id, '30d');
    expect([month.points.length, month.totals.stored]).toEqual([30, 112]);
  });
});
