import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { audit } from '../audit';
import { cliScope, systemScope } from '../core/scope';
import { saveCompany } from '../mutations/company';
import { exportAudit } from '../mutations/export-audit';
import { listAuditActions, readAuditPage } from './audit-lines';

let t: TestDb;

beforeAll(async () => {
  t = await testDb();
  for (let i = 0; i < 120; i++) {
    const action = i % 3 ? 'segment.created' : 'segment_x.archived';
    await audit(t.sql, systemScope(i % 2 ? 'clock' : 'lane_1'), { action, subjectType: 'segment', subjectId: `s${i}`, reason: '=1+1' });
  }
});
afterAll(() => t.close());

test('pages by keyset without gap or double', async () => {
  const ids: number[] = [];
  let cursor: number | undefined;
  do {
    const page = await readAuditPage({ cursor });
    ids.push(...page.data.map((l) => l.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(ids).toHaveLength(120);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
});

test('filters by actor, action, area and subject, taking wildcards literally', async () => {
  const count = async (filter: Parameters<typeof readAuditPage>[0]) => (await readAuditPage(filter)).data.length;
  expect(await count({ actor: 'CLOCK', action: 'segment_x.archived' })).toBe(20);
  expect(await count({ action: 'segment_x.' })).toBe(40);
  expect(await count({ action: 'segment%' })).toBe(0);
  expect(await count({ actor: 'lane_1', subject: 's4' })).toBe(1);
  expect(await count({ actor: 'laneX1' })).toBe(0);
  expect(await count({ actor: '%' })).toBe(0);
  expect(await count({ subject: 's4' })).toBe(1);
  expect(await listAuditActions()).toEqual(['segment_x.archived', 'segment.created'].sort());
});

test("days are the company's", async () => {
  await saveCompany(cliScope('test'), { name: 'Shop', timeZone: 'Pacific/Kiritimati', currency: 'EUR', country: 'GB' });
  expect(await t.sql`select value from settings where key = 'country'`).toEqual([{ value: 'GB' }]);
  await saveCompany(cliScope('test'), { name: 'Shop', timeZone: 'Pacific/Kiritimati', currency: 'EUR', country: '' });
  expect(await t.sql`select value from settings where key = 'country'`).toEqual([]);
  const [row] = await t.sql`select (now() at time zone 'Pacific/Kiritimati')::date::text as today`;
  const today = String(row?.today);
  expect((await readAuditPage({ from: today, to: today })).data.length).toBeGreaterThan(0);
  expect((await readAuditPage({ from: '2999-01-01' })).data).toEqual([]);
});

test('exports as CSV that no spreadsheet runs, and says so in the log', async () => {
  const text = await new Response(await exportAudit(cliScope('test'), { action: 'segment.created' })).text();
  const lines = text.trimEnd().split('\r\n');
  expect(lines[0]).toBe('id,at,actor_type,actor_id,actor,action,subject_type,subject_id,reason,details');
  expect(lines).toHaveLength(81);
  expect(lines[1]).toContain("'=1+1");
  expect((await readAuditPage({ action: 'audit.exported' })).data[0]?.details).toEqual({ action: 'segment.created' });
});
