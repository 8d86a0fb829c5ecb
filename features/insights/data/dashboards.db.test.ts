import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RawEvent } from '@/features/ingest/types';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import { printedRandom } from '@/tests/integration/printed-random';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import type { Figure } from '../core/figures';
import type { Population } from '../core/orders-sql';
import { type DashboardFilter, dashboardFilter } from '../schema';
import { readPeople } from './people';
import { populationOf } from './population';
import { readBySource } from './reports/by-source';
import { readChurnRisk } from './reports/churn-risk';
import { readCohorts } from './reports/cohorts';
import { readLtvTiles } from './reports/ltv-tiles';
import { readOtherCurrencies } from './reports/other-currencies';
import { readPredictedValue } from './reports/predicted-value';
import { readRevenueOverTime } from './reports/revenue-over-time';
import { readRfmGrid } from './reports/rfm-grid';

const DAY = 86_400_000;
const VIP = randomUUID();
const random = printedRandom('dashboards')(1);
const int = (below: number) => Math.floor(random() * below);
const pick = <T>(list: readonly [T, ...T[]]): T => list[int(list.length)] ?? list[0];

let t: TestDb;

/** People with orders and refunds in several currencies; some known by a device first and joined later. */
function histories(): RawEvent[] {
  const events: RawEvent[] = [];
  for (let p = 0; p < 60; p++) {
    const userId = `p${p}`;
    const device = `d${p}`;
    const joins = p % 3 === 0;
    events.push({ type: 'identify', userId, messageId: `i${p}`, timestamp: new Date().toISOString(), traits: { vip: p % 4 === 0 } });
    const orders = int(7);
    for (let n = 0; n < orders; n++) {
      const at = new Date(Date.now() - int(600) * DAY - int(DAY));
      const properties = { revenue: int(20_000) / 100, currency: pick(['GBP', 'gbp', undefined, 'GBP', 'EUR', 'usd', 'pounds']) };
      const who = joins && n % 2 === 0 ? { anonymousId: device } : { userId };
      const event = random() < 0.25 ? 'Order Refunded' : 'Order Completed';
      events.push({ type: 'track', ...who, event, messageId: `o${p}-${n}`, timestamp: at.toISOString(), properties });
    }
    if (joins)
      events.push({
        type: 'track',
        userId,
        anonymousId: device,
        event: 'Signed In',
        messageId: `s${p}`,
        timestamp: new Date().toISOString(),
      });
  }
  return events;
}

beforeAll(async () => {
  t = await testDb();
  await t.sql`insert into settings (key, value) values ('currency', '"GBP"'::jsonb) on conflict (key) do update set value = excluded.value`;
  await feed(t.sql, await makeSource(t.sql), histories(), { mode: 'import' });
  await drain(t.sql);
  const rule = { kind: 'trait', trait: 'vip', op: 'is_true' };
  await t.sql`insert into segments (id, name, rule, state) values (${VIP}, 'VIP', ${t.sql.json(rule)}, 'live')`;
  const people = await t.sql<{ id: string; vip: boolean }[]>`select id, (traits->>'vip')::boolean as vip from profiles order by id`;
  for (const [n, { id, vip }] of people.entries()) {
    if (vip) await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${id}, ${VIP}, now())`;
    const value = int(100_000) / 100;
    const derived = {
      acquisition_source: pick(['Shop', 'Till: one', 'Web']),
      historic_value: int(50_000) / 100,
      rfm_recency: 1 + int(5),
      rfm_frequency: 1 + int(5),
      ...(n % 5 === 0
        ? {}
        : {
            predicted_value_12m: value,
            predicted_value_12m_low: value / 2,
            predicted_value_12m_high: value * 2,
            no_purchase_probability_90d: int(101) / 100,
          }),
    };
    if (n % 7 !== 0)
      await t.sql`update profiles set derived = ${t.sql.json(derived)}, traits = traits || ${t.sql.json(derived)} where id = ${id}`;
    if (n % 11 === 10) await t.sql`update profiles set restricted_at = now() where id = ${id}`;
  }
});
afterAll(() => t.close());

type Order = { who: string; at: Date; order: boolean; value: number; currency: string | null };
type Person = { id: string; traits: Record<string, unknown> };

/** Everything that may be counted, read whole; the figures are then made by hand. */
async function everything(population: Population, filter: DashboardFilter) {
  const people = await t.sql<Person[]>`
    select p.id, p.traits from profiles p where restricted_at is null
    ${filter.segment ? t.sql`and exists (select from memberships m where m.profile_id = p.id and m.segment_id = ${filter.segment})` : t.sql``}`;
  const known = new Map(people.map((p) => [p.id, p.traits]));
  const rows = await t.sql<Order[]>`
    select profile_id as who, occurred_at as at, name = 'Order Completed' as order, coalesce(value, 0) as value, currency
    from events where name like 'Order %' order by occurred_at`;
  const all = rows.filter((row) => known.has(row.who) && row.at <= population.now);
  const { from, to } = population.period;
  const inPeriod = (day: string) => (from === null || day >= from) && (to === null || day <= to);
  const counted = all.filter((o) => o.currency === null || o.currency === 'GBP');
  const inside = counted.filter((o) => inPeriod(o.at.toISOString().slice(0, 10)));
  const customers = new Set(inside.filter((o) => o.order).map((o) => o.who));
  return { all, counted, inside, customers, known, inPeriod };
}

const net = (orders: readonly Order[]): number => orders.reduce((sum, o) => sum + (o.order ? o.value : -o.value), 0);
const day = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

const filters: [string, object][] = [
  ['ever', {}],
  ['the last year', { range: '365' }],
  ['the last 30 days', { range: '30' }],
  ['between two days', { range: 'custom', from: day(420), to: day(75) }],
  ['a segment', { segment: VIP }],
  ['a segment up to a day', { segment: VIP, range: 'custom', to: day(200) }],
];

describe.each(filters)('%s', (_, asked) => {
  const filter = dashboardFilter.parse(asked);
  let population: Population;
  let truth: Awaited<ReturnType<typeof everything>>;
  beforeAll(async () => {
    population = await populationOf(t.sql, filter);
    truth = await everything(population, filter);
  });
  const behind = (people: Figure, limit = 200) => readPeople(t.sql, 'full', { ...filter, people, limit });
  const ofTrait = (trait: string) =>
    [...truth.customers].flatMap((id) => {
      const value = truth.known.get(id)?.[trait];
      return typeof value === 'number' ? [{ id, value }] : [];
    });

  test('tiles', async () => {
    const tiles = await readLtvTiles(t.sql, population);
    const orders = truth.inside.filter((o) => o.order);
    const times = (id: string) => orders.filter((o) => o.who === id).map((o) => o.at.getTime());
    const repeaters = [...truth.customers].filter((id) => times(id).length > 1);
    const refunds = truth.inside.filter((o) => !o.order);
    const gross = net(orders);
    expect(tiles).toMatchObject({
      customers: truth.customers.size,
      orders: orders.length,
      repeaters: repeaters.length,
      refunded: new Set(refunds.map((o) => o.who)).size,
      traded: new Set(truth.inside.map((o) => o.who)).size,
    });
    expect(tiles.gross).toBeCloseTo(gross, 6);
    expect(tiles.refunds).toBeCloseTo(-net(refunds), 6);
    expect(tiles.net).toBeCloseTo(net(truth.inside), 6);
    if (orders.length > 0) {
      expect(tiles.aov).toBeCloseTo(gross / orders.length, 6);
      expect(tiles.frequency).toBeCloseTo(orders.length / truth.customers.size, 9);
      expect(tiles.repeatRate).toBeCloseTo(repeaters.length / truth.customers.size, 9);
    }
    const gaps = repeaters.flatMap((id) =>
      times(id)
        .slice(1)
        .map((at, n) => (at - (times(id)[n] ?? 0)) / DAY),
    );
    if (gaps.length > 0) expect(tiles.daysBetween).toBeCloseTo(gaps.reduce((a, b) => a + b, 0) / gaps.length, 3);
    const until = truth.counted.filter(
      (o) => truth.customers.has(o.who) && (population.period.to === null || o.at.toISOString().slice(0, 10) <= population.period.to),
    );
    expect(tiles.historicTotal).toBeCloseTo(net(until), 6);

    const customers = await behind({ name: 'customers' });
    expect(customers.count).toBe(tiles.customers);
    expect(customers.orders).toBe(tiles.orders);
    expect(customers.data).toHaveLength(Math.min(200, tiles.customers));
    expect((await behind({ name: 'repeat' })).count).toBe(tiles.repeaters);
    expect((await behind({ name: 'refunded' })).count).toBe(tiles.refunded);
    const traded = await behind({ name: 'traded' });
    expect(traded.count).toBe(tiles.traded);
    expect(traded.net).toBeCloseTo(tiles.net, 6);
  });

  test('revenue over time', async () => {
    const { unit, points } = await readRevenueOverTime(t.sql, population);
    const length = unit === 'day' ? 10 : 7;
    expect(points.reduce((sum, p) => sum + p.gross - p.refunds, 0)).toBeCloseTo(net(truth.inside), 6);
    for (const point of points) {
      const then = truth.inside.filter((o) => o.at.toISOString().slice(0, length) === point.when);
      expect(point.orders).toBe(then.filter((o) => o.order).length);
      expect(point.gross - point.refunds).toBeCloseTo(net(then), 6);
      expect(point.people).toBe(new Set(then.map((o) => o.who)).size);
    }
    const busiest = points.toSorted((a, b) => b.people - a.people)[0];
    if (!busiest) return;
    expect((await behind({ name: 'moved', when: busiest.when })).count).toBe(busiest.people);
    expect((await behind({ name: 'ordered', when: busiest.when })).count).toBe(busiest.customers);
  });

  test('cohorts, and who came back', async () => {
    const { cohorts } = await readCohorts(t.sql, population);
    const upTo = truth.counted.filter((o) => population.period.to === null || o.at.toISOString().slice(0, 10) <= population.period.to);
    const first = new Map<string, string>();
    for (const o of upTo) if (o.order && !first.has(o.who)) first.set(o.who, o.at.toISOString().slice(0, 10));
    const members = [...first].filter(([, d]) => population.period.from === null || d >= population.period.from);
    expect(cohorts.reduce((sum, c) => sum + c.customers, 0)).toBe(members.length);
    for (const cohort of cohorts) {
      const ids = new Set(members.filter(([, d]) => d.startsWith(cohort.month)).map(([id]) => id));
      expect(cohort.customers).toBe(ids.size);
      const theirs = upTo.filter((o) => ids.has(o.who));
      expect(cohort.cells.at(-1)?.cumulative).toBeCloseTo(net(theirs), 6);
    }
    for (const cohort of cohorts.filter((_, n) => n % 5 === 0)) {
      expect((await behind({ name: 'cohort', month: cohort.month })).count).toBe(cohort.customers);
      for (const k of [0, 1, cohort.cells.length - 1]) {
        const cell = cohort.cells[k];
        if (!cell) continue;
        expect((await behind({ name: 'retained', month: cohort.month, months: k })).count).toBe(cell.buyers);
        const upTo = await behind({ name: 'cohort', month: cohort.month, months: k });
        expect(upTo.count).toBe(cohort.customers);
        expect(upTo.net).toBeCloseTo(cell.cumulative, 6);
      }
    }
  });

  test('by source', async () => {
    const sources = await readBySource(t.sql, population);
    expect(sources.reduce((sum, s) => sum + s.customers, 0)).toBe(truth.customers.size);
    for (const row of sources) {
      const ids = new Set([...truth.customers].filter((id) => (truth.known.get(id)?.acquisition_source ?? null) === row.source));
      expect(row.customers).toBe(ids.size);
      expect(row.net).toBeCloseTo(net(truth.inside.filter((o) => ids.has(o.who))), 6);
      expect((await behind({ name: 'source', source: row.source })).count).toBe(row.customers);
    }
  });

  test('predicted value, its bins and the top', async () => {
    const predicted = await readPredictedValue(t.sql, population);
    const scored = ofTrait('predicted_value_12m');
    if (scored.length === 0) return expect(predicted).toBeNull();
    expect(predicted?.scored).toBe(scored.length);
    expect(predicted?.total).toBeCloseTo(
      scored.reduce((sum, s) => sum + s.value, 0),
      6,
    );
    expect(predicted?.bins.reduce((sum, b) => sum + b.people, 0)).toBe(scored.length);
    for (const { low, high, people } of predicted?.bins ?? []) {
      if (people > 0) expect((await behind({ name: 'value', low, high, closed: false })).count).toBe(people);
    }
    for (const { percent, people, cutoff, share } of predicted?.topPredicted ?? []) {
      const top = scored.filter((s) => s.value >= cutoff);
      expect(people).toBe(top.length);
      expect(people).toBeGreaterThanOrEqual((scored.length * percent) / 100);
      expect(share).toBeCloseTo(top.reduce((a, b) => a + b.value, 0) / (predicted?.total ?? 1), 6);
      expect((await behind({ name: 'value', low: cutoff, high: null, closed: false })).count).toBe(people);
    }
    for (const { people, cutoff } of predicted?.topHistoric ?? [])
      expect((await behind({ name: 'historic', low: cutoff, high: null, closed: false })).count).toBe(people);
  });

  test('risk: every bin holds who lies in it, and the sums are theirs', async () => {
    const { bins, scored, customers } = await readChurnRisk(t.sql, population);
    const risks = ofTrait('no_purchase_probability_90d');
    expect([scored, customers]).toEqual([risks.length, truth.customers.size]);
    expect(bins.reduce((sum, b) => sum + b.expected, 0)).toBeCloseTo(
      risks.reduce((sum, r) => sum + r.value, 0),
      6,
    );
    for (const { low, high, people } of bins) {
      const closed = high === 1;
      expect(people).toBe(risks.filter((r) => r.value >= low && (closed ? r.value <= high : r.value < high)).length);
      expect((await behind({ name: 'risk', low, high, closed })).count).toBe(people);
    }
  });

  test('grid of recency and frequency', async () => {
    for (const cell of await readRfmGrid(t.sql, population)) {
      const ids = [...truth.customers].filter((id) => {
        const traits = truth.known.get(id);
        return traits?.rfm_recency === cell.recency && traits.rfm_frequency === cell.frequency;
      });
      expect(cell.customers).toBe(ids.length);
      expect(cell.net).toBeCloseTo(net(truth.inside.filter((o) => ids.includes(o.who))), 6);
      const figure = { name: 'rfm' as const, recency: cell.recency, frequency: cell.frequency };
      expect((await behind(figure)).count).toBe(cell.customers);
    }
  });

  test('other currencies are counted apart', async () => {
    const others = truth.all.filter((o) => o.currency !== null && o.currency !== 'GBP' && truth.inPeriod(o.at.toISOString().slice(0, 10)));
    const found = await readOtherCurrencies(t.sql, population);
    expect(found.reduce((sum, c) => sum + c.orders + c.refunds, 0)).toBe(others.length);
    expect(found.every((c) => ['EUR', 'USD'].includes(c.currency))).toBe(true);
  });

  test('the list of people pages through everybody once, masked for the reader', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readPeople(t.sql, 'none', { ...filter, people: { name: 'customers' }, limit: 7, cursor });
      ids.push(...page.data.map((line) => line.profile.id));
      expect(page.data.every((line) => line.profile.userId === null || line.profile.userId === '•••')).toBe(true);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(ids.toSorted()).toEqual([...truth.customers].toSorted());
  });
});

test('a period that is the wrong way round, and a segment that is not there, are refused', async () => {
  await expect(populationOf(t.sql, { range: 'custom', from: '2026-02-01', to: '2026-01-01' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(populationOf(t.sql, { range: 'all', segment: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
});
