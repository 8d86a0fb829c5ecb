import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { audit } from '../audit';
import { mintScope } from '../core/scope';
import { readAuditPage } from '../data/audit-lines';
import type { AuditFilter } from '../schema';
import { addAccesses, flushAccesses, noteAccess, noteView } from './note-access';

let t: TestDb;
let people: string[];
const merged = randomUUID();
const newScope = () => mintScope({ type: 'user', id: randomUUID(), name: 'Ann', role: 'support', sessionId: randomUUID() });
const lines = async (filter: AuditFilter) => (await readAuditPage(filter)).data.map((line) => line.action);

beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());
beforeEach(async () => {
  people = [randomUUID(), randomUUID()];
  for (const id of people) await t.sql`insert into profiles (id) values (${id})`;
  await t.sql`delete from profile_aliases`;
  await t.sql`insert into profile_aliases (old_id, profile_id) values (${merged}, ${people[0] ?? ''})`;
});

it('keeps who was on a list, once in a quarter of an hour, and finds it by the person', async () => {
  const [ann = '', bob = ''] = people;
  const scope = newScope();
  for (let i = 0; i < 3; i++) noteAccess(scope, { action: 'profile.listed' }, [merged, bob, randomUUID()]);
  await flushAccesses();
  noteAccess(scope, { action: 'profile.listed' }, [merged, bob]);
  await flushAccesses();
  await noteView(scope, ann);
  await noteView(scope, ann);
  expect(await lines({ person: ann })).toEqual(['profile.viewed', 'profile.listed']);
  expect(await lines({ person: merged })).toEqual(['profile.viewed', 'profile.listed']);
  expect(await lines({ person: bob })).toEqual(['profile.listed']);
  expect(await lines({ person: randomUUID() })).toEqual([]);
  const [line] = await t.sql`select actor_label, details from audit_log where action = 'profile.listed' order by id desc limit 1`;
  expect(line).toEqual({ actor_label: 'Ann', details: { profiles: 5 } });
  expect(await t.sql`select 1 from profile_accesses where profile_id = ${merged}`).toEqual([]);
});

it('tells what was seen, taken out and changed apart, in a period', async () => {
  const [ann = ''] = people;
  const scope = newScope();
  await noteView(scope, ann);
  const segment = { subjectType: 'segment', subjectId: randomUUID(), details: { exportId: randomUUID() } };
  await addAccesses(t.sql, await audit(t.sql, scope, { action: 'segment.export_requested', ...segment }), [ann]);
  await audit(t.sql, scope, { action: 'segment.export_downloaded', ...segment });
  await audit(t.sql, scope, { action: 'segment.export_downloaded', ...segment, details: { exportId: randomUUID() } });
  await audit(t.sql, scope, { action: 'consent.withdrawn', subjectType: 'profile', subjectId: merged });
  expect(await lines({ person: ann })).toEqual([
    'consent.withdrawn',
    'segment.export_downloaded',
    'segment.export_requested',
    'profile.viewed',
  ]);
  expect(await lines({ person: ann, kind: 'viewed' })).toEqual(['profile.viewed']);
  expect(await lines({ person: ann, kind: 'exported' })).toEqual(['segment.export_downloaded', 'segment.export_requested']);
  expect(await lines({ person: ann, kind: 'changed', last: '90' })).toEqual(['consent.withdrawn']);
  await t.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_log set at = now() - interval '91 days' where action = 'consent.withdrawn'`;
  });
  expect(await lines({ person: ann, kind: 'changed', last: '90' })).toEqual([]);
});
