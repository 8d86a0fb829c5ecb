import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { audit } from '../audit';
import { systemScope } from '../core/scope';
import { verifyAudit } from '../data/verify-audit';
import { chainAudit } from './chain-audit';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const scope = systemScope('test');
const verify = (known?: { position: number; hash: string }) => verifyAudit(t.sql, '[erased]', known);
const faults = async () => (await verify()).faults.map(({ position, fault }) => `${position} ${fault}`);

/** As somebody with the database's password would: past the triggers. */
const tamper = (statement: string) =>
  t.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(statement);
  });

/** Somebody was erased: at that moment, or is being erased now. */
const erase = (finishedAt: string | null) => t.sql`
  insert into erasures (id, status, step, hashes, key_mark, progress, finished_at)
  values (gen_random_uuid(), ${finishedAt ? 'done' : 'running'}, 'content', '{}', 'k', '{}', ${finishedAt})`;

beforeEach(async () => {
  await tamper('truncate audit_chain, audit_log restart identity; delete from erasures');
  for (let i = 1; i <= 12; i++)
    await audit(t.sql, scope, {
      action: 'segment.changed',
      subjectType: 'segment',
      subjectId: `s${i}`,
      reason: `r${i}`,
      details: { i, name: 'x' },
    });
  expect(await chainAudit(t.sql)).toBe(12);
});

describe('the chain of the audit log', () => {
  it('ties every line once, and says that all are whole', async () => {
    expect(await chainAudit(t.sql)).toBe(0);
    const { head, ...verdict } = await verify();
    expect(verdict).toEqual({ whole: 12, emptied: [], waiting: 0, faults: [] });
    await audit(t.sql, scope, { action: 'late' });
    expect(await verify(head)).toMatchObject({ whole: 12, waiting: 1, faults: [] });
  });

  it('ties a line that commits after later ones', async () => {
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow = t.sql.begin(async (tx) => {
      await audit(tx, scope, { action: 'slow' });
      await held;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await audit(t.sql, scope, { action: 'quick' });
    expect(await chainAudit(t.sql)).toBe(1);
    commit();
    await slow;
    expect(await chainAudit(t.sql)).toBe(1);
    expect(await verify()).toMatchObject({ whole: 14, faults: [] });
  });

  it('shows a line that was changed, deleted or exchanged for another', async () => {
    await tamper(`update audit_log set actor_label = 'somebody else' where id = 3`);
    expect(await faults()).toEqual(['3 changed']);
    await tamper(`update audit_log set actor_label = 'test' where id = 3; delete from audit_log where id = 7`);
    expect(await faults()).toEqual(['7 missing']);
    await tamper(
      `update audit_log set id = 700 where id = 8; update audit_log set id = 8 where id = 9; update audit_log set id = 9 where id = 700`,
    );
    expect(await faults()).toEqual(['7 missing', '8 changed', '9 changed']);
  });

  it('shows words that were changed, and lets an erasure empty them', async () => {
    await tamper(`update audit_log set reason = 'another' where id = 2; update audit_log set details = '{"i": 99}' where id = 4`);
    expect(await faults()).toEqual(['2 words', '4 words']);
    await tamper(
      `update audit_log set reason = null where id = 2; update audit_log set details = '{"i": 4, "name": "[erased]"}' where id = 4`,
    );
    // Nobody was erased since.
    expect(await faults()).toEqual(['2 words', '4 words']);
    await erase('2020-01-01');
    expect(await faults()).toEqual(['2 words', '4 words']);
    await erase(null);
    expect(await verify()).toMatchObject({ whole: 12, emptied: [2, 4], faults: [] });
    await t.sql`update erasures set status = 'done', finished_at = now() + interval '1 second' where finished_at is null`;
    expect(await verify()).toMatchObject({ whole: 12, emptied: [2, 4], faults: [] });
  });

  it('takes a mark of an erasure for no leave to write anything else', async () => {
    await erase(null);
    const forged = [
      '{"profiles": 1, "x": "[erased]"}',
      '{"i": 99, "name": "[erased]"}',
      '{"name": "[erased]"}',
      '{}',
      '{"i": 3, "name": "y"}',
    ];
    for (const details of forged) {
      await tamper(`update audit_log set details = '${details}' where id = 3`);
      expect([details, await faults()]).toEqual([details, ['3 words']]);
    }
    await tamper(`update audit_log set details = '{"i": 3, "[erased]": "x"}' where id = 3`);
    expect(await verify()).toMatchObject({ emptied: [3], faults: [] });
  });

  it('shows links that were taken out with their lines, and an end that was cut off', async () => {
    const { head } = await verify();
    await tamper('delete from audit_log where id = 5; delete from audit_chain where position = 5');
    expect(await faults()).toEqual(['6 moved']);
    await tamper('delete from audit_log where id >= 5; delete from audit_chain where position >= 5');
    expect(await faults()).toEqual([]);
    expect((await verify(head)).faults).toEqual([{ position: 12, auditId: '', fault: 'head' }]);
  });

  it('cannot be made anew without the key', async () => {
    await tamper(
      `update audit_log set action = 'other' where id = 1; update audit_chain set hash = md5(hash) || md5(hash) where position = 1`,
    );
    expect(await faults()).toContain('1 changed');
  });
});
