import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as changesRoute from '@/app/api/v1/segments/[id]/changes/route';
import * as membersRoute from '@/app/api/v1/segments/[id]/members/route';
import * as segmentRoute from '@/app/api/v1/segments/[id]/route';
import * as previewRoute from '@/app/api/v1/segments/preview/route';
import * as segmentsRoute from '@/app/api/v1/segments/route';
import { type ConditionKindName, conditionSchemas } from '@/features/segments/conditions/schemas';
import { MAX_CONDITIONS } from '@/features/segments/constants';
import { compile } from '@/features/segments/core/compile';
import { evaluate } from '@/features/segments/core/evaluate';
import { catalogueOf } from '@/features/segments/data/catalogue';
import { nodeSchema, type RuleNode } from '@/features/segments/schema';
import { apiKey } from '@/tests/integration/api-key';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { conditionArbitrary } from './arbitraries';
import { counting, deepTexts, HOSTILE_TEXTS, hugeRules, MISFITS, placesOf, randomJson } from './hostile';
import { personArbitrary, toFacts } from './people';
import { prepareStories } from './tell-story';
import { NOW } from './values';
import { evaluateContext, writePeople } from './world';

let t: TestDb;
let key: string;
let people: ReturnType<typeof toFacts>[];
const rules = new Map<string, RuleNode>();
const kinds = Object.keys(conditionSchemas) as ConditionKindName[];

beforeAll(async () => {
  t = await testDb();
  const aggregated = await prepareStories(t.sql);
  key = await apiKey(t.sql, ['segments:read', 'segments:write', 'profiles:read']);
  people = fc.sample(personArbitrary, { seed: 3, numRuns: 12 }).map((draft) => toFacts(randomUUID(), draft, NOW, randomUUID));
  await writePeople(t.sql, people, NOW, aggregated);
  const rule: RuleNode = { kind: 'trait', trait: 'country', op: 'exists' };
  const [row] = await t.sql<
    { id: string }[]
  >`insert into segments (name, rule, state) values ('Named', ${t.sql.json(rule)}, 'live') returning id`;
  rules.set(row?.id ?? '', rule);
});
afterAll(() => t.close());

/** Who the compiled rule says fits must be who the rule read as plain data says fits: nobody more, whatever its texts are. */
async function expectSame(rule: RuleNode): Promise<void> {
  const catalogue = await catalogueOf(t.sql, [rule], rules);
  const context = { ...(await evaluateContext(t.sql, rules)), now: NOW };
  const { text, values } = compile(rule, { scope: { type: 'everyone' }, now: NOW, catalogue });
  const rows = await t.sql.unsafe<{ profile_id: string }[]>(text, values as never[]);
  const wanted = people.filter((p) => evaluate(rule, p, context)).map((p) => p.id);
  expect(rows.map((r) => r.profile_id).sort(), JSON.stringify(rule)).toEqual(wanted.sort());
}

const parse = (input: unknown) => nodeSchema.safeParse(input);

const conditionsOfKind = (kind: ConditionKindName, n: number): unknown[] => {
  const arbitrary = conditionArbitrary(kind, { segmentIds: [...rules.keys()] });
  return arbitrary ? fc.sample(arbitrary, { seed: 11, numRuns: n }) : [];
};

describe('every text of every kind of condition', () => {
  it.each(kinds)('is only a text (%s)', async (kind) => {
    let accepted = 0;
    for (const condition of conditionsOfKind(kind, 12)) {
      for (const place of placesOf(condition).filter(({ value }) => typeof value === 'string')) {
        for (const text of HOSTILE_TEXTS) {
          const parsed = parse(place.put(text));
          if (!parsed.success) continue;
          accepted += 1;
          // One in seven is asked of the database, which takes longest.
          if (accepted % 7 === 0) await expectSame(parsed.data);
        }
      }
    }
    expect(await t.sql`select id from profiles`).toHaveLength(people.length);
  });

  it.each(kinds)('and every other place refuses what does not belong there, or means what it says (%s)', async (kind) => {
    let accepted = 0;
    for (const condition of conditionsOfKind(kind, 12)) {
      for (const place of placesOf(condition)) {
        for (const misfit of MISFITS) {
          const parsed = parse(place.put(misfit));
          if (!parsed.success) {
            expect(parsed.error.issues.length).toBeGreaterThan(0);
            continue;
          }
          accepted += 1;
          if (accepted % 7 === 0) await expectSame(parsed.data);
        }
      }
    }
  });
});

describe('random, deep and huge JSON', () => {
  it('is a rule that means what it says, or is refused', async () => {
    const accepted: RuleNode[] = [];
    for (const json of fc.sample(randomJson, { seed: 5, numRuns: 10_000 })) {
      const parsed = parse(json);
      if (parsed.success) accepted.push(parsed.data);
    }
    for (const rule of accepted) await expectSame(rule);
  });

  it.each([11, 50, 1_000, 20_000])('%i deep is refused', (depth) => {
    for (const text of deepTexts(depth)) {
      const parsed = parse(JSON.parse(text));
      expect(parsed.success).toBe(false);
      // What was wrong is said shortly, not as deep as the input was.
      expect(JSON.stringify(parsed.error?.issues ?? []).length).toBeLessThan(20_000);
    }
  });

  it('is looked at no more than a rule of the permitted size', () => {
    const leaf = {
      kind: 'event',
      event: 'a',
      op: 'gte',
      count: 1,
      window: { last: { days: 1 } },
      where: [{ property: 'p', op: 'exists' }],
    };
    const largest = counting({ all: Array.from({ length: MAX_CONDITIONS }, () => leaf) });
    parse(largest.value);
    for (const [i, huge] of hugeRules().entries()) {
      const counted = counting(huge);
      const parsed = parse(counted.value);
      expect(parsed.success, `rule ${i}`).toBe(false);
      // Fields that nobody knows are each named once; everything else is bounded by the largest good rule.
      expect(counted.looks(), `rule ${i}`).toBeLessThan(10 * largest.looks() + 300_000);
    }
  });
});

const post = (path: string, text: string) =>
  new Request(`http://localhost:3000${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: text,
  });
const params = (value: Record<string, string>) => ({ params: Promise.resolve(value) });

async function expectRefusedOrMade(response: Response, sent: string): Promise<void> {
  const body = await response.text();
  expect(response.status, `${sent.slice(0, 300)} → ${body.slice(0, 300)}`).toBeLessThan(500);
  if (response.status < 400) return;
  // A sentence with where it is wrong; nothing of the database's own words.
  expect(body).not.toMatch(/syntax error|pg_|relation "|column "|SQLSTATE|at Object\.|node_modules/);
}

describe('the API', () => {
  it('answers nothing worse than 400 to bodies that are no rules', async () => {
    const bodies = [
      ...fc.sample(randomJson, { seed: 6, numRuns: 400 }),
      ...kinds.flatMap((kind) =>
        conditionsOfKind(kind, 2).flatMap((condition) =>
          placesOf(condition).flatMap((place, i) => [HOSTILE_TEXTS[i % HOSTILE_TEXTS.length], MISFITS[i % MISFITS.length]].map(place.put)),
        ),
      ),
    ].map((rule) => JSON.stringify(rule) ?? 'null');
    const texts = [
      ...bodies,
      ...deepTexts(200),
      ...deepTexts(20_000),
      ...hugeRules().map((r) => JSON.stringify(r)),
      '',
      '{',
      'null',
      '[]',
      '"',
      '{"all":1e999}',
    ];
    for (const [i, text] of texts.entries()) {
      const preview = await previewRoute.POST(post('/api/v1/segments/preview', `{"rule":${text}}`));
      await expectRefusedOrMade(preview, text);
      if (i % 5 > 0 || preview.status === 200) continue;
      await expectRefusedOrMade(await segmentsRoute.POST(post('/api/v1/segments', `{"name":"x","rule":${text}}`)), text);
      await expectRefusedOrMade(await segmentsRoute.POST(post('/api/v1/segments', text)), text);
    }
    const [segments] = await t.sql<{ n: number }[]>`select count(*)::int as n from segments`;
    expect(segments?.n, 'no refused rule was saved').toBe(1);
    expect(await t.sql`select id from profiles`).toHaveLength(people.length);
  });

  it('answers nothing worse than 404 to hostile texts in paths and queries', async () => {
    for (const text of HOSTILE_TEXTS) {
      const at = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
      const get = (path: string) => new Request(`http://localhost:3000${path}`, { headers: { authorization: `Bearer ${key}` } });
      for (const [route, path] of [
        [segmentRoute.GET, ''],
        [membersRoute.GET, '/members'],
        [changesRoute.GET, '/changes'],
      ] as const) {
        await expectRefusedOrMade(await route(get(`/api/v1/segments/${at}${path}`), params({ id: text })), text);
        const id = [...rules.keys()][0] ?? '';
        const query = `?cursor=${at}&limit=${at}&order=${at}`;
        await expectRefusedOrMade(await route(get(`/api/v1/segments/${id}${path}${query}`), params({ id })), text);
        await expectRefusedOrMade(await route(get(`/api/v1/segments/${id}${path}?cursor=${at}`), params({ id })), text);
      }
      await expectRefusedOrMade(await segmentsRoute.GET(get(`/api/v1/segments?cursor=${at}`)), text);
    }
  });
});
