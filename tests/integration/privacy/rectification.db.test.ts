import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyRequest } from '@/features/privacy/requests/mutations/identity-steps';
import { registerByStaff } from '@/features/privacy/requests/mutations/register-by-staff';
import { runRequest } from '@/features/privacy/requests/mutations/run-request';
import { planCorrections } from '@/features/privacy/requests/mutations/small-changes';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { profilesChanged } from '@/features/segments/jobs/follow-facts';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { officer } from '../officer';
import { drain, feed, makeSource } from '../pipeline';
import { runJobs } from '../run-jobs';
import { type TestDb, testDb } from '../test-db';

let t: TestDb;
let shop: string;
beforeAll(async () => {
  t = await testDb();
  shop = await makeSource(t.sql, 'Shop');
});
afterAll(() => t.close());

let n = 0;
const says = async (city: string, at: string, mode: 'live' | 'replay' = 'live') => {
  await feed(t.sql, shop, [{ type: 'identify', messageId: `m${n++}`, userId: 'zoe', traits: { city }, timestamp: at }], { mode });
  await drain(t.sql);
};
const person = async () => {
  const [row] = await t.sql<{ id: string; city: string }[]>`
    select p.id, p.traits ->> 'city' as city from profiles p join identifiers i on i.profile_id = p.id where i.value = 'zoe'`;
  if (!row) throw new Error('The person is gone');
  return row;
};

it('a correction stands when older and newer events bring the old value, and segments follow it', async () => {
  await says('Ulm', '2026-05-01T00:00:00Z');
  const { id } = await person();
  const ann = await officer(t.sql, 'Ann');
  const { id: segment } = await t.sql.begin((tx) =>
    createSegment(tx, ann, { name: 'In Bonn', description: '', rule: { kind: 'trait', trait: 'city', op: 'eq', value: 'Bonn' } }),
  );
  await runJobs(t.url, [evaluateSegmentJob]);
  const request = await registerByStaff(ann, {
    type: 'rectification',
    identifiers: [{ type: 'user_id', value: 'zoe' }],
    name: null,
    contact: null,
    message: null,
    locale: 'en',
    receivedOn: new Date().toISOString().slice(0, 10),
    identityAwaited: false,
  });
  await verifyRequest(ann, request.id, { profileIds: [id], proof: 'call', note: null });
  await planCorrections(ann, request.id, [{ profileId: id, trait: 'city', value: 'Bonn' }], 'Moved house');
  await runRequest(ann, request.id, null);
  await runJobs(t.url, [profilesChanged]);
  const members = () => t.sql`select 1 from memberships where segment_id = ${segment} and profile_id = ${id}`;
  expect(await person()).toMatchObject({ city: 'Bonn' });
  expect(await members()).toHaveLength(1);

  await says('Ulm', '2026-04-01T00:00:00Z', 'replay');
  await says('Ulm', new Date().toISOString());
  expect(await person()).toMatchObject({ id, city: 'Bonn' });
  expect(await members()).toHaveLength(1);
  const lines = await t.sql<{ actor: string; reason: string; at: Date }[]>`
    select actor_label as actor, reason, at from audit_log where action = 'profile.trait_edited' and subject_id = ${id}`;
  expect(lines).toMatchObject([{ actor: 'Ann', reason: 'Moved house' }]);
});
