import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '@/lib/passwords';
import { officer } from '@/tests/integration/officer';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { cliScope, mintScope, systemScope } from '../core/scope';
import { confirmPassword, requireRecentPassword } from './confirm-password';

let t: TestDb;
const PASSWORD = 'three unrelated words';
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const person = async (minutesAgo: number) => {
  const scope = await officer(t.sql, 'Ann', 'compliance', minutesAgo);
  await t.sql`update users set password_hash = ${await hashPassword(PASSWORD)} where id = ${scope.userId}`;
  return scope;
};
const refused = { code: 'forbidden', key: 'access.confirmPassword' };

it('passes for a quarter of an hour after the password was typed', async () => {
  await expect(requireRecentPassword(await person(14))).resolves.toBeUndefined();
  const late = await person(16);
  await expect(requireRecentPassword(late)).rejects.toMatchObject(refused);
  await expect(confirmPassword(late, 'not it')).rejects.toMatchObject({ key: 'access.wrongPassword' });
  await expect(requireRecentPassword(late)).rejects.toMatchObject(refused);
  await confirmPassword(late, PASSWORD);
  await expect(requireRecentPassword(late)).resolves.toBeUndefined();
});

it('counts for the browser in which it was typed, and not after that was signed out', async () => {
  const late = await person(60);
  const [other] = await t.sql<{ id: string }[]>`
    insert into sessions (user_id, expires_at, confirmed_at) values (${late.userId}, now() + interval '1 day', now() - interval '1 hour') returning id`;
  const elsewhere = mintScope({ type: 'user', id: late.userId, name: 'Ann', role: 'compliance', sessionId: other?.id ?? '' });
  await confirmPassword(late, PASSWORD);
  await expect(requireRecentPassword(elsewhere)).rejects.toMatchObject(refused);
  await t.sql`update sessions set revoked_at = now() where user_id = ${late.userId}`;
  await expect(requireRecentPassword(late)).rejects.toMatchObject(refused);
});

it('never passes for what has no password, nor with somebody else’s session', async () => {
  const [ann, bob] = [await person(0), await person(0)];
  if (bob.actor.type !== 'user') throw new Error('Bob is a person');
  const borrowed = mintScope({ type: 'user', id: ann.userId, name: 'Ann', role: 'compliance', sessionId: bob.actor.sessionId });
  for (const scope of [cliScope('x'), systemScope('x'), borrowed])
    await expect(requireRecentPassword(scope)).rejects.toMatchObject(refused);
});

it('is limited', async () => {
  const late = await person(60);
  for (let n = 0; n < 10; n++) await confirmPassword(late, 'not it').catch(() => undefined);
  await expect(confirmPassword(late, PASSWORD)).rejects.toMatchObject({ code: 'rate_limited' });
});
