import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { db, sql } from './client';
import { auditLog } from './schema';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

test('Drizzle reads by the same pool, and leaves its dates and JSON as they are', async () => {
  const details = { list: ['a', 'b'], at: '2026-01-01', count: 1 };
  await t.sql`
    insert into audit_log (at, actor_type, actor_label, action, details)
    values ('2026-01-01T10:00:00.123Z', 'system', 'test', 'segment.created', ${t.sql.json(details)})`;
  const [line] = await db()
    .select()
    .from(auditLog)
    .where(eq(auditLog.at, new Date('2026-01-01T10:00:00.123Z')));
  expect(line).toMatchObject({ at: new Date('2026-01-01T10:00:00.123Z'), details, action: 'segment.created' });
  const [row] = await sql()`select at, details from audit_log where details = ${sql().json(details)} and at = ${line?.at ?? null}`;
  expect(row).toEqual({ at: new Date('2026-01-01T10:00:00.123Z'), details });
  expect(await db().$count(auditLog)).toBe(1);
});
