import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintScope, systemScope } from '@/features/access/core/scope';
import { addEvent, person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { explanationFor, memberLines, previewLines } from './console-views';
import { fieldValues } from './event-fields';
import { findSegments, listSegments, listSegmentsQuery } from './list-segments';
import { insideTrait, traitValues } from './sample-values';
import { readSegmentNow } from './segment-now';
import { sizeHistory } from './size-history';
import { readProperties, readSuggestions } from './suggestions';

const rule = { kind: 'trait', trait: 'country', op: 'eq', value: 'GB' } as const;
const support = mintScope({ type: 'user', id: randomUUID(), name: 'Sam', role: 'support', sessionId: randomUUID() });
const asked = (query: object) => listSegmentsQuery.parse(query);

let t: TestDb;
let ann: string;
const ids: string[] = [];
beforeAll(async () => {
  t = await testDb();
  ann = await person(t.sql, { name: 'Ann Bauer', email: 'ann@example.com', traits: { country: 'GB', city: 'Leeds' } });
  await person(t.sql, { name: 'Bea', traits: { country: 'DE' } });
  await t.sql`insert into trait_definitions (name, type, personal) values ('country', 'string', false), ('city', 'string', true)`;
  for (const [i, name] of ['alpha', 'Beta', 'gamma 100%'].entries()) {
    const id = randomUUID();
    ids.push(id);
    await t.sql`insert into segments (id, name, rule, state, size) values (${id}, ${name}, ${t.sql.json(rule)}, 'live', ${i})`;
  }
  await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${ann}, ${ids[0] ?? ''}, now())`;
  await t.sql`
    insert into segment_sizes (segment_id, hour, size, entered, "left")
    select ${ids[0] ?? ''}, date_trunc('day', now()) - make_interval(days => d, hours => h), 10 - d, 1, 0 from generate_series(0, 2) d, generate_series(0, 1) h`;
});
afterAll(() => t.close());

describe('the list', () => {
  test.each([
    ['name', ['alpha', 'Beta', 'gamma 100%']],
    ['size', ['gamma 100%', 'Beta', 'alpha']],
  ] as const)('by %s, page by page, misses none', async (sort, expected) => {
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listSegments>> = await listSegments(
        t.sql,
        asked({ sort, limit: 1, ...(cursor ? { cursor } : {}) }),
      );
      names.push(...page.data.map((s) => s.name));
      cursor = page.nextCursor;
    } while (cursor);
    expect(names).toEqual(expected);
  });

  test('by the last change, with the trend', async () => {
    const { data } = await listSegments(t.sql, asked({ sort: 'updated', q: 'ALPHA' }));
    expect(data).toHaveLength(1);
    expect(data[0]?.trend.length).toBeGreaterThanOrEqual(3);
  });

  test('searches for the text itself', async () => {
    expect((await listSegments(t.sql, asked({ q: '100%' }))).data.map((s) => s.name)).toEqual(['gamma 100%']);
    expect((await findSegments(t.sql, 'a', 2)).map((s) => s.label)).toEqual(['alpha', 'gamma 100%']);
  });
});

test('sizes over time, by day over longer ranges', async () => {
  const points = await sizeHistory(t.sql, ids[0] ?? '', 30);
  expect(points.map((p) => p.at)).toEqual(points.map((p) => p.at).toSorted());
  expect(points.length).toBeLessThan((await sizeHistory(t.sql, ids[0] ?? '', 7)).length);
});

test('what changes while one looks', async () => {
  const id = ids[2] ?? '';
  expect(await readSegmentNow(t.sql, id)).toEqual({ size: 2, state: 'live', status: 'active', error: null });
  await expect(readSegmentNow(t.sql, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
});

describe('suggestions', () => {
  test('name what is known', async () => {
    const suggestions = await readSuggestions(t.sql);
    expect(suggestions.traits).toContainEqual({ name: 'country', type: 'string' });
    expect(suggestions.traits).toContainEqual({ name: 'spend', type: 'number' });
    expect(suggestions.segments.map((s) => s.name)).toEqual(['alpha', 'Beta', 'gamma 100%']);
    expect(await readProperties(t.sql, 'Nothing')).toEqual([]);
  });

  test('show values of personal traits only to who may see them whole', async () => {
    expect(await traitValues(t.sql, systemScope('test'), 'city')).toEqual([{ value: 'Leeds', count: 1 }]);
    expect(await traitValues(t.sql, support, 'city')).toEqual([]);
    expect((await traitValues(t.sql, support, 'country')).map((v) => v.value).toSorted()).toEqual(['DE', 'GB']);
    expect(await insideTrait(t.sql, support, 'city')).toEqual([]);
    await addEvent(t.sql, ann, { name: 'Order', at: new Date(Date.now() - 60_000).toISOString(), properties: { email: 'a@example.com' } });
    const field = { event: 'Order', property: 'email' };
    expect(await fieldValues(t.sql, systemScope('test'), field)).toEqual([{ value: 'a@example.com', count: 1 }]);
    expect(await fieldValues(t.sql, support, field)).toEqual([]);
  });
});

describe('people', () => {
  const segmentId = () => ids[0] ?? '';
  test('are masked for the reader', async () => {
    const { data } = await memberLines(t.sql, 'masked', { segmentId: segmentId(), limit: 10 });
    expect(data).toHaveLength(1);
    expect(JSON.stringify(data)).not.toMatch(/Bauer|ann@example/);
    expect((await memberLines(t.sql, 'full', { segmentId: segmentId(), limit: 10 })).data[0]?.profile.name).toBe('Ann Bauer');
  });

  test('a preview counts and samples', async () => {
    expect(await previewLines(t.sql, 'full', rule, AbortSignal.timeout(30_000))).toMatchObject({
      count: 1,
      total: 2,
      exact: true,
      sample: [{ name: 'Ann Bauer' }],
    });
  });

  test('an explanation shows personal values masked', async () => {
    const of = async (personalData: 'full' | 'masked') => explanationFor(t.sql, personalData, { segmentId: segmentId(), profileId: ann });
    expect(await of('full')).toMatchObject({ inside: true, member: true, rule: { met: true, finding: { kind: 'trait', found: 'GB' } } });
    expect((await of('masked')).profile.name).not.toBe('Ann Bauer');
  });
});
