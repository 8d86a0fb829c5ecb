import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import { newId } from '@/lib/ids';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { fold } from '../core/fold';
import { decide, FREE } from '../core/may';
import { boundTo, may, withheldReasons } from '../data/may';
import { channelByKey, purposeByKey } from '../data/purposes';
import { findSuppressed } from '../suppression/data';
import { suppress } from '../suppression/mutations';
import type { ConsentRow, Statement } from '../types';
import { mergeConsent } from './merge-consent';
import { recordConsents, saveConsents } from './record-consents';
import { refold } from './refold';
import { unmergeConsents } from './unmerge-consents';

let t: TestDb;
const scope = systemScope('test');
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

async function person(): Promise<string> {
  const id = newId();
  await t.sql`insert into profiles (id) values (${id})`;
  return id;
}
const row = (profileId: string, over: Partial<ConsentRow> = {}): ConsentRow => ({
  profileId,
  purpose: 'marketing',
  channel: 'email',
  state: 'granted',
  method: 'api',
  ...over,
});
const record = (rows: ConsentRow[]) => t.sql.begin((tx) => recordConsents(tx, scope, rows));
const allowed = async (id: string, purpose = 'marketing', channel = 'email') =>
  (await may(t.sql, [id], purpose, channel, new Date(Date.now() + 1000))).has(id);

describe('recordConsents', () => {
  it('makes a grant and a withdrawal effective at once, per purpose and channel', async () => {
    const ann = await person();
    expect(await allowed(ann)).toBe(false);
    await saveConsents(scope, [row(ann)]);
    expect(await allowed(ann)).toBe(true);
    expect(await allowed(ann, 'marketing', 'sms')).toBe(false);
    expect(await allowed(ann, 'service')).toBe(true);
    await saveConsents(scope, [row(ann, { state: 'withdrawn' })]);
    expect(await allowed(ann)).toBe(false);
    expect((await withheldReasons(t.sql, [ann], 'marketing', 'email', new Date())).get(ann)).toBe('withdrawn');
    expect(await allowed(ann, 'service')).toBe(true);
  });

  it('keeps the fold whatever the order, and takes a row of one id once', async () => {
    const ids = [newId(), newId(), newId()];
    const said = (profileId: string): ConsentRow[] => [
      row(profileId, { id: ids[0] ?? '', occurredAt: new Date('2026-01-01') }),
      row(profileId, { id: ids[1] ?? '', occurredAt: new Date('2026-03-01'), state: 'denied' }),
      row(profileId, { id: ids[2] ?? '', occurredAt: new Date('2026-03-01') }),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0, 1],
      [1, 2, 0, 0],
    ]) {
      const id = await person();
      for (const i of order) await record(said(id).slice(i, i + 1));
      const [state] = await t.sql`select state, ledger_id from consent_states where profile_id = ${id}`;
      expect(state).toEqual({ state: 'denied', ledger_id: ids[1] });
      const [{ n }] = (await t.sql`select count(*)::int as n from consent_ledger where profile_id = ${id}`) as unknown as [{ n: number }];
      expect(n).toBe(3);
    }
  });

  it('does not let a grant dated in the future outlast a withdrawal of today', async () => {
    const id = await person();
    await record([row(id, { occurredAt: new Date('2999-01-01') })]);
    expect(await allowed(id)).toBe(true);
    await new Promise((done) => setTimeout(done, 5));
    await record([row(id, { state: 'withdrawn' })]);
    expect(await allowed(id)).toBe(false);
  });

  it('refuses unknown purposes, channels and people', async () => {
    const id = await person();
    await expect(record([row(id, { purpose: 'marketting' })])).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(record([row(id, { channel: '__proto__' })])).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(record([row(newId())])).rejects.toMatchObject({ code: 'not_found' });
  });

  it('publishes the fact in the same transaction', async () => {
    const id = await person();
    await record([row(id)]);
    const jobs = await t.sql`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
      where k.identifier = 'fact.consent.changed' and payload::text like ${`%${id}%`}`;
    expect(jobs).toHaveLength(1);
  });

  it('keeps the ledger append-only', async () => {
    await expect(t.sql`update consent_ledger set state = 'granted'`).rejects.toThrow('append-only');
    await expect(t.sql`delete from consent_ledger`).rejects.toThrow('append-only');
  });
});

describe('the SQL twins', () => {
  const day = fc.integer({ min: -3, max: 3 }).map((n) => new Date(Date.UTC(2026, 0, 10 + n)));
  const statement: fc.Arbitrary<Statement> = fc.record({
    id: fc.uuid(),
    state: fc.constantFrom('granted', 'denied', 'withdrawn', 'perhaps'),
    occurredAt: day,
    expiresAt: fc.option(day, { nil: null }),
  });

  it('fold and decide exactly as the pure functions do', async () => {
    await t.sql`insert into purposes (key, name, lawful_basis, mode, validity_days) values
      ('t_in', 'in', 'consent', 'opt_in', null), ('t_short', 'short', 'consent', 'opt_in', 2), ('t_out', 'out', 'contract', 'opt_out', 2)`;
    await t.sql`insert into purposes (key, name, lawful_basis, mode, marketing) values
      ('t_ads', 'ads', 'consent', 'opt_in', true), ('t_news', 'news', 'legitimate_interests', 'opt_out', true)`;
    await t.sql`insert into purposes (key, name, lawful_basis, mode, archived) values ('t_gone', 'gone', 'contract', 'opt_out', true)`;
    await t.sql`insert into channels (key, name, archived) values ('t_old', 'old', true)`;
    const now = new Date(Date.UTC(2026, 0, 10));
    const history = fc.array(statement, { maxLength: 5 });
    const cells = ['t_in', 't_short', 't_out', 't_ads', 't_news', 't_gone', 't_none'].flatMap((p) =>
      ['email', 't_old', 't_none'].map((c) => [p, c] as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 1, maxLength: 8 }),
        fc.array(fc.record({ restricted: fc.boolean(), objected: fc.boolean() }), { minLength: 8, maxLength: 8 }),
        fc.constantFrom(...cells),
        async (histories, standings, [purpose, channel]) => {
          const people = await Promise.all(histories.map(() => person()));
          for (const [i, statements] of histories.entries()) {
            const { restricted, objected } = standings[i] ?? FREE;
            await t.sql`update profiles set restricted_at = case when ${restricted} then now() end, objected_at = case when ${objected} then now() end
              where id = ${people[i] ?? ''}`;
            for (const s of statements) {
              await t.sql`insert into consent_ledger (profile_id, id, origin_profile_id, purpose, channel, state, occurred_at, expires_at, method, actor)
              values (${people[i] ?? ''}, ${s.id}, ${people[i] ?? ''}, ${purpose}, ${channel}, ${s.state}, ${s.occurredAt}, ${s.expiresAt}, 'api', 'test')
              on conflict do nothing`;
            }
          }
          await refold(t.sql, people);
          const sqlAllowed = await may(t.sql, people, purpose, channel, now);
          const reasons = await withheldReasons(t.sql, people, purpose, channel, now);
          const [purposeRule, channelRule] = [await purposeByKey(t.sql, purpose), await channelByKey(t.sql, channel)];
          for (const [i, statements] of histories.entries()) {
            const inForce = fold(statements.filter((s, j) => statements.findIndex((o) => o.id === s.id) === j));
            const state = inForce && { state: inForce.state, since: inForce.occurredAt, expiresAt: inForce.expiresAt };
            const expected = decide(purposeRule, channelRule, state, now, standings[i] ?? FREE);
            const id = people[i] ?? '';
            expect(sqlAllowed.has(id)).toBe(expected.allowed);
            expect(reasons.get(id)).toBe(expected.allowed ? undefined : expected.reason);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('mergeConsent', () => {
  const merge = (survivorId: string, mergedId: string) => t.sql.begin((tx) => mergeConsent(tx, { survivorId, mergedId, now: new Date() }));

  it('takes the more restrictive side in both directions, and an unmerge restores each side', async () => {
    for (const direction of ['a', 'b']) {
      const [a, b] = [await person(), await person()];
      await record([row(a, { state: 'withdrawn', occurredAt: new Date('2026-01-01') }), row(a, { channel: 'sms' })]);
      await record([row(b, { occurredAt: new Date('2026-05-01') }), row(b, { channel: 'push' })]);
      const [survivorId, mergedId] = direction === 'a' ? [a, b] : [b, a];
      await merge(survivorId, mergedId);
      expect(await allowed(survivorId)).toBe(false);
      expect(await allowed(survivorId, 'marketing', 'sms')).toBe(true);
      expect(await allowed(survivorId, 'marketing', 'push')).toBe(true);
      expect(await allowed(mergedId, 'marketing', 'push')).toBe(false);
      await t.sql.begin((tx) =>
        unmergeConsents(tx, [{ from: survivorId, to: mergedId, origins: [mergedId], stayed: [survivorId], shared: [], divided: [] }]),
      );
      expect([await allowed(a), await allowed(b)]).toEqual([false, true]);
      expect([await allowed(a, 'marketing', 'sms'), await allowed(b, 'marketing', 'sms')]).toEqual([true, false]);
      const left = await t.sql`select 1 from consent_ledger where profile_id in (${a}, ${b}) and method = 'merge'`;
      expect(left).toHaveLength(0);
    }
  });

  it('lets the earlier end of two grants hold', async () => {
    const [a, b] = [await person(), await person()];
    const soon = new Date(Date.now() + 86_400_000);
    await record([row(a, { expiresAt: soon, occurredAt: new Date('2026-01-01') })]);
    await record([row(b, { occurredAt: new Date('2026-02-01') })]);
    await merge(b, a);
    expect(await allowed(b)).toBe(true);
    expect((await may(t.sql, [b], 'marketing', 'email', new Date(soon.getTime() + 1))).size).toBe(0);
  });
});

describe('suppression', () => {
  it('finds suppressed identifiers by keyed hash, of any type', async () => {
    const ann = { type: 'email', value: 'ann@example.com' };
    expect((await findSuppressed(t.sql, [ann])).size).toBe(0);
    await suppress(t.sql, [ann, { type: 'anonymous_id', value: 'a1' }], 'erasure');
    expect(
      [...(await findSuppressed(t.sql, [ann, { type: 'user_id', value: 'a1' }, { type: 'anonymous_id', value: 'a1' }]))].sort(),
    ).toEqual(['anonymous_id:a1', 'email:ann@example.com']);
    const [stored] = await t.sql`select count(*)::int as n from suppressions where hash like '%ann%'`;
    expect(stored).toEqual({ n: 0 });
  });
});

it('binds a half-bound key to nobody', () => {
  const actor = { type: 'api_key' as const, id: newId(), name: 'k', scopes: [], purpose: 'marketing', channel: null };
  expect(boundTo({ ...scope, actor })).toEqual({ purpose: 'marketing', channel: '' });
});
