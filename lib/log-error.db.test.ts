import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { errorForLog } from './log-error';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const VALUE = 'ann@example.com';
const caught = (failing: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(failing).then(
    () => undefined,
    (error: unknown) => error,
  );

test('errors of PostgreSQL are told without the values they quote', async () => {
  await t.sql`insert into users (email, role) values (${VALUE}, 'owner')`;
  const failures = {
    cast: await caught(t.sql`select ${VALUE}::text::uuid`),
    unique: await caught(t.sql`insert into users (email, role) values (${VALUE}, 'owner')`),
    missing: await caught(t.sql`insert into users (email, role, name) values (${VALUE}, null, ${VALUE})`),
    raised: await caught(t.sql.unsafe(`do $$ begin raise exception E'first\n    at ${VALUE} (x)\nlast'; end $$`)),
  };
  for (const [name, error] of Object.entries(failures)) {
    const logged = errorForLog(error);
    expect([name, JSON.stringify(logged)]).toEqual([name, expect.not.stringContaining(VALUE)]);
    expect(logged).toMatchObject({ code: expect.stringMatching(/^[0-9A-Z]{5}$/), message: 'The message is left out: it may quote values' });
  }
  expect(errorForLog(failures.unique)).toMatchObject({ code: '23505', table: 'users', constraint: 'users_email_unique' });
  expect(errorForLog(failures.cast).stack).toMatch(/^\s+at /);
});

test('nor do errors that carry one as their cause, or parsers', async () => {
  const cause = await caught(t.sql`select ${VALUE}::text::uuid`);
  const wrapped = errorForLog(new Error(`Failed query: select $1 params: ${VALUE}`, { cause }));
  expect(JSON.stringify(wrapped)).not.toContain(VALUE);
  expect(wrapped.cause?.code).toBe('22P02');
  const parsed = await caught(Promise.resolve().then(() => JSON.parse(VALUE)));
  expect(JSON.stringify(errorForLog(parsed))).not.toContain(VALUE);
  expect(JSON.stringify(errorForLog(VALUE))).not.toContain(VALUE);
});

test('an error of ours keeps its message and stack', () => {
  const logged = errorForLog(Object.assign(new Error('The disk is full'), { code: 'ENOSPC' }));
  expect(logged).toMatchObject({ name: 'Error', message: 'The disk is full', code: 'ENOSPC' });
  expect(logged.stack).toContain('The disk is full');
});
