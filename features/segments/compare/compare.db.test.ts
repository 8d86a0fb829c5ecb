import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { addEvent, person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { readBreakdown } from './data/breakdown';
import { readDifferences } from './data/differences';
import { listIntersection, readOverlap } from './data/overlap';

let t: TestDb;
const ids: string[] = [];
const segments: Record<string, string> = {};

/** A segment that holds these people, as the engine would leave it. */
async function segment(name: string, members: readonly string[]): Promise<string> {
  const id = newId();
  const rule = { kind: 'trait', trait: 'country', op: 'exists' };
  await t.sql`insert into segments (id, name, rule, state, size) values (${id}, ${name}, ${t.sql.json(rule)}, 'live', ${members.length})`;
  await t.sql`insert into memberships (profile_id, segment_id, entered_at) select unnest(${[...members]}::uuid[]), ${id}, now()`;
  segments[name] = id;
  return id;
}

beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into trait_definitions (name, type, personal) values
    ('country', 'string', false), ('city', 'string', true), ('tags', 'array', false), ('age', 'number', false), ('born', 'date', false)`;
  const recent = new Date(Date.now() - 86_400_000).toISOString();
  for (let n = 0; n < 60; n++) {
    const id = await person(t.sql, {
      name: `P${n}`,
      traits: {
        country: n < 30 ? 'DE' : n < 50 ? 'FR' : 'IT',
        ...(n % 2 ? { city: 'Bonn' } : {}),
        tags: n < 30 ? ['red', 'blue', 'red'] : ['blue'],
        age: n,
        born: n < 10 ? '1990-05-17' : '1990-06-01',
      },
    });
    ids.push(id);
    if (n < 30) await addEvent(t.sql, id, { name: 'Sale Visited', at: recent });
    await addEvent(t.sql, id, { name: 'Page', at: recent });
  }
  await segment('first', ids.slice(0, 30));
  await segment(
    'even',
    ids.filter((_, n) => n % 2 === 0),
  );
  await segment('last', ids.slice(40));
});
afterAll(() => t.close());

describe('overlap', () => {
  it('counts each person once, by the exact set of segments they are in', async () => {
    const asked = [segments.first ?? '', segments.even ?? '', segments.last ?? ''];
    const overlap = await readOverlap(t.sql, asked);
    expect(overlap.segments.map((s) => [s.name, s.size])).toEqual([
      ['first', 30],
      ['even', 30],
      ['last', 20],
    ]);
    const counts = new Map(overlap.intersections.map((each) => [each.segmentIds.join(), each.count]));
    const [first = '', even = '', last = ''] = asked;
    expect(counts).toEqual(
      new Map([
        [[first, even].join(), 15],
        [first, 15],
        [[even, last].join(), 10],
        [last, 10],
        [even, 5],
      ]),
    );
    expect(overlap.rest).toEqual({ intersections: 0, people: 0 });
  });

  it('lists whom an intersection holds, page by page', async () => {
    const [first = '', even = '', last = ''] = [segments.first, segments.even, segments.last];
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listIntersection(t.sql, { within: [even, last], without: [first], cursor, limit: 3 });
      found.push(...page.ids);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(found.sort()).toEqual(ids.filter((_, n) => n >= 40 && n % 2 === 0).sort());
    expect(await listIntersection(t.sql, { within: [], without: [first], limit: 3 })).toEqual({ ids: [], nextCursor: null });
  });

  it('leaves out what is archived, and a segment asked twice', async () => {
    const gone = await segment('gone', ids);
    await t.sql`update segments set status = 'archived' where id = ${gone}`;
    const overlap = await readOverlap(t.sql, [segments.first ?? '', gone, segments.first ?? '']);
    expect(overlap.segments).toHaveLength(1);
    expect(overlap.intersections).toEqual([{ segmentIds: [segments.first], count: 30 }]);
  });
});

describe('breakdown', () => {
  const by = (trait: string, personalData: 'full' | 'masked' | 'none' = 'full') =>
    readBreakdown(t.sql, { segmentId: segments.even ?? '', trait, personalData });

  it('divides by the values of a text, beside everybody', async () => {
    expect(await by('country')).toMatchObject({
      type: 'values',
      lines: [
        { value: 'DE', a: 15, b: 30, shareA: 0.5, shareB: 0.5 },
        { value: 'FR', a: 10, b: 20 },
        { value: 'IT', a: 5, b: 10 },
      ],
      other: { a: 0, b: 0 },
      missing: { a: 0, b: 0 },
      a: { asked: 30, size: 30, sampled: false },
      b: { asked: 60, size: 60, sampled: false },
    });
    expect(await by('city')).toMatchObject({ lines: [{ value: 'Bonn', a: 0, b: 30 }], missing: { a: 30, b: 30 } });
  });

  it('divides by items of a list, fifths of a number, and months of a date', async () => {
    expect((await by('tags')).lines.map(({ value, a, b }) => [value, a, b])).toEqual([
      ['blue', 30, 60],
      ['red', 15, 30],
    ]);
    const age = await by('age');
    expect(age.type).toBe('ranges');
    expect(age.lines.map(({ value, b }) => [value, b])).toEqual([
      ['0…11', 12],
      ['12…23', 12],
      ['24…35', 12],
      ['36…47', 12],
      ['48…59', 12],
    ]);
    expect((await by('born')).lines.map(({ value, b }) => [value, b])).toEqual([
      ['1990-05', 10],
      ['1990-06', 50],
    ]);
    expect((await by('order_count')).lines).toMatchObject([{ value: '0', a: 30, b: 60 }]);
  });

  it('does not divide by what is personal before who may not see it', async () => {
    for (const role of ['masked', 'none'] as const) {
      await expect(by('city', role)).rejects.toMatchObject({ code: 'invalid_input' });
      expect((await by('country', role)).lines).toHaveLength(3);
    }
    await expect(by("country'; drop table profiles; --")).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(by('name')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('differences', () => {
  it('names traits and events that are over- and under-represented, beside another segment', async () => {
    const found = await readDifferences(t.sql, { segmentId: segments.first ?? '', other: segments.last ?? '', personalData: 'full' });
    const named = (list: typeof found.over) =>
      list.map(({ feature }) => (feature.type === 'event' ? feature.event : `${feature.trait}=${feature.value}`));
    expect(named(found.over)).toEqual(expect.arrayContaining(['Sale Visited', 'country=DE', 'tags=red']));
    expect(named(found.over)).not.toContain('tags=blue');
    expect(named([...found.over, ...found.under])).not.toContain('Page');
    expect(found.over.find(({ feature }) => feature.type === 'event')).toMatchObject({
      a: 30,
      b: 0,
      of: { a: 30, b: 20 },
      shareA: 1,
      shareB: 0,
    });
    expect(found).toMatchObject({ a: { asked: 30, sampled: false }, b: { asked: 20, sampled: false } });
  });

  it('says nothing where two groups are alike, and nothing personal to who may not see it', async () => {
    const alike = await readDifferences(t.sql, { segmentId: segments.even ?? '', other: null, personalData: 'none' });
    const traits = [...alike.over, ...alike.under].map(({ feature }) => (feature.type === 'trait' ? feature.trait : feature.event));
    expect(traits).toEqual([]);
    const odd = await segment(
      'odd',
      ids.filter((_, n) => n % 2 === 1),
    );
    const seen = await readDifferences(t.sql, { segmentId: segments.even ?? '', other: odd, personalData: 'full' });
    expect(seen.under.map(({ feature }) => (feature.type === 'trait' ? feature.trait : ''))).toEqual(['city']);
  });
});
