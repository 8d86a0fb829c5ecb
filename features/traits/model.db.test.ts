import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliScope } from '@/features/access/core/scope';
import { setRestriction } from '@/features/consent/restrictions/mutations/set-standing';
import { lockProfiles } from '@/features/profiles/lock';
import { foldProfiles } from '@/features/profiles/mutations/fold-profiles';
import { evaluateSegmentJob } from '@/features/segments/jobs/evaluate-segment';
import { profilesChanged } from '@/features/segments/jobs/follow-facts';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { hashId } from '@/lib/ids';
import { makeSource } from '@/tests/integration/pipeline';
import { runJobs } from '@/tests/integration/run-jobs';
import { eventOf, type Shopper, shoppers, writeShoppers } from '@/tests/integration/shoppers';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { computedTraits, isScoredTrait, noPurchaseTrait, predictedTraits } from './constants';
import { expectedPurchases, noPurchaseWithin } from './core/clv/purchase-model';
import { byDay, type Summaries, summarise } from './core/clv/summarise';
import { dayText } from './core/days';
import { currentModel, modelCard } from './data';
import { fitAndScore, fitModelJob } from './jobs/fit-job';
import { gatherOrderDays, readFacts } from './jobs/order-days';
import { readWindow } from './jobs/read-window';
import { rescoreChanged, rescoreJob, restrictionsChanged } from './jobs/rescore';
import { readScoring } from './jobs/scoring';
import { saveModelSettings } from './mutations/model-settings';
import { storeFit } from './mutations/publish-model';

const ZONE = 'Asia/Tehran';
const DAYS = 400;
const going = new AbortController().signal;
const now = new Date();
const people = shoppers({ count: 2_000, days: DAYS, now });
const counted = ({ currency }: { currency: string | null }) => currency === null || currency === 'EUR';
const dayOf = (at: Date): number => Date.parse(`${new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(at)}T00:00:00Z`) / 86_400_000;
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

let t: TestDb;
let web: string;
let excluded: Shopper;

/** The same orders as the database's, summed up in memory. */
function known(of: readonly Shopper[], endDay: number): Summaries {
  const rows = of.flatMap((p, n) => p.orders.filter(counted).map((o) => ({ n, day: dayOf(o.at), value: o.value })));
  const log = byDay({
    customer: Int32Array.from(rows, (r) => r.n),
    day: Int32Array.from(rows, (r) => r.day),
    amount: Float64Array.from(rows, (r) => r.value),
  });
  return summarise(log, endDay);
}

const traitsOf = async (id: string): Promise<Record<string, unknown>> => {
  const [row] = await t.sql<{ traits: Record<string, unknown> }[]>`select traits from profiles where id = ${id}`;
  return row?.traits ?? {};
};

beforeAll(async () => {
  t = await testDb();
  web = await makeSource(t.sql, 'Web shop');
  await t.sql`insert into settings (key, value) values ('timezone', ${t.sql.json(ZONE)}), ('currency', '"EUR"') on conflict (key) do update set value = excluded.value`;
  await writeShoppers(t.sql, people, web);
  excluded = people.find((p) => p.orders.filter(counted).length > 2) as Shopper;
  await t.sql.begin((tx) => setRestriction(tx, cliScope('test'), [excluded.id], true, 'for the test'));
}, 120_000);
afterAll(() => t.close());

describe('the data of the model', () => {
  it('are the sums of the orders, by the company’s days and currency, without restricted people', async () => {
    const used = people.filter((p) => p !== excluded);
    const one = await t.sql.reserve();
    try {
      const { today } = await gatherOrderDays(one, { currency: 'EUR', timeZone: ZONE });
      expect(today).toBe(dayOf(new Date()));
      const facts = await readFacts(one, { currency: 'EUR', timeZone: ZONE }, today);
      const all = used.map((p) => p.orders.filter(counted)).filter((orders) => orders.length > 0);
      expect(facts).toMatchObject({
        customers: all.length,
        orders: sum(all.map((o) => o.length)),
        repeatCustomers: all.filter((o) => o.length > 1).length,
        withThreeOrders: all.filter((o) => o.length > 2).length,
        otherCurrencyOrders: sum(people.map((p) => p.orders.filter((o) => !counted(o)).length)),
        excluded: 1,
        from: dayText(Math.min(...all.flat().map((o) => dayOf(o.at)))),
        to: dayText(Math.max(...all.flat().map((o) => dayOf(o.at)))),
      });
      expect(facts.revenue).toBeCloseTo(sum(all.flat().map((o) => o.value)), 4);
      const buyers = used.filter((p) => p.orders.some(counted));
      expect(facts.refunds).toBeCloseTo(sum(buyers.flatMap((p) => p.refunds.filter(counted).map((o) => o.value))), 4);

      const origin = today - 90;
      const window = await readWindow(one, origin, 90, going);
      const naive = known(used, origin);
      const key = (x: number, r: number, a: number, m: number) => `${x} ${r} ${a} ${m.toFixed(3)}`;
      const listed = (of: Pick<Summaries, 'x' | 'recency' | 'age' | 'mean'>) =>
        [...of.x.keys()].map((i) => key(of.x[i] as number, of.recency[i] as number, of.age[i] as number, of.mean[i] as number)).sort();
      expect(listed(window.known)).toEqual(listed(naive));
      const followed = used.flatMap((p) => {
        const days = new Set(p.orders.filter(counted).map((o) => dayOf(o.at)));
        return [...days].some((d) => d <= origin) ? [[...days].filter((d) => d > origin).length] : [];
      });
      expect(sum([...window.purchases])).toBe(sum(followed));
    } finally {
      one.release();
    }
  });
});

describe('a run over everybody', () => {
  beforeAll(() => fitAndScore(going), 120_000);

  it('publishes a model whose card adds up and which beats the naive rival', async () => {
    const model = await currentModel();
    expect(model).toMatchObject({ version: 1, status: 'published', reason: null });
    const { backtest, purchases, spend, totals, checks } = model?.card ?? {};
    expect(purchases?.name).toBe('mbgnbd');
    expect(spend?.name).toBe('gamma_gamma');
    expect(backtest?.windows).toHaveLength(3);
    expect(sum((backtest?.windows ?? []).map((w) => w.actual))).toBe(backtest?.actual);
    expect(backtest?.model.mae).toBeLessThan(backtest?.naive.mae ?? 0);
    expect(Math.abs(backtest?.model.totalError ?? 1)).toBeLessThan(0.2);
    expect(backtest?.noPurchase.auc ?? 0).toBeGreaterThan(backtest?.noPurchase.pAliveAuc ?? 1);
    expect(checks?.every((check) => check.passed || !check.blocks)).toBe(true);
    expect(totals?.low).toBeLessThan(totals?.value12m ?? 0);
    const [sums] = await t.sql<{ value: number; orders: number; n: number }[]>`
      select sum((traits ->> 'predicted_value_12m')::float8) as value, sum((traits ->> 'predicted_orders_12m')::float8) as orders, count(*)::int as n
      from profiles where traits ? 'predicted_value_12m'`;
    expect(sums?.n).toBe(totals?.customers);
    expect(Math.abs((sums?.value ?? 0) / (totals?.value12m ?? 1) - 1)).toBeLessThan(1e-3);
    expect(Math.abs((sums?.orders ?? 0) / (totals?.orders12m ?? 1) - 1)).toBeLessThan(1e-3);
  });

  it('gives everybody the values of the model for their own orders', async () => {
    const scoring = await readScoring();
    const scorer = scoring?.model?.scorer;
    if (!scorer) throw new Error('there is no model');
    const today = dayOf(new Date());
    const naive = known(people, today);
    for (let i = 0; i < naive.x.length; i += 97) {
      const person = people[naive.customer[i] as number] as Shopper;
      const history = { x: naive.x[i] as number, tx: (naive.recency[i] as number) / 7, T: (naive.age[i] as number) / 7 };
      const traits = await traitsOf(person.id);
      if (person === excluded) continue;
      expect(traits[predictedTraits.orders12m]).toBeCloseTo(expectedPurchases(scorer.purchases, history, 365.25 / 7), 2);
      expect(traits[noPurchaseTrait(90)]).toBeCloseTo(noPurchaseWithin(scorer.purchases, history, 90 / 7), 3);
      const net = sum(person.orders.filter(counted).map((o) => o.value)) - sum(person.refunds.filter(counted).map((o) => o.value));
      expect(traits[computedTraits.historicValue]).toBeCloseTo(net, 2);
      expect(traits[computedTraits.firstOrderMonth]).toBe(dayText(naive.firstDay[i] as number).slice(0, 7));
      expect(traits[computedTraits.acquisitionSource]).toBe('Web shop');
      expect(traits[predictedTraits.value12mLow] as number).toBeLessThanOrEqual(traits[predictedTraits.value12mHigh] as number);
    }
  });

  it('ranks by quintiles of equal size, ties by id', async () => {
    const rows = await t.sql<{ trait: string; bucket: number; n: number }[]>`
      select k as trait, (traits ->> k)::int as bucket, count(*)::int as n
      from profiles, unnest(array['rfm_recency', 'rfm_frequency', 'rfm_monetary']) k where traits ? k group by 1, 2`;
    const total = sum(rows.filter((r) => r.trait === 'rfm_recency').map((r) => r.n));
    expect(rows).toHaveLength(15);
    expect(rows.every((r) => Math.abs(r.n - total / 5) < 1)).toBe(true);
    const [wrong] = await t.sql<{ n: number }[]>`
      select count(*) filter (where bucket < before)::int as n from (
        select (traits ->> 'rfm_monetary')::int as bucket, lag((traits ->> 'rfm_monetary')::int) over (order by (traits ->> 'historic_value')::float8, id) as before
        from profiles where traits ? 'rfm_monetary') r`;
    expect(wrong?.n).toBe(0);
  });

  it('scores nobody whose data is restricted, and keeps the month’s predictions', async () => {
    expect(Object.keys(await traitsOf(excluded.id)).filter(isScoredTrait)).toEqual([]);
    const [kept] = await t.sql<
      { n: number; days: number }[]
    >`select count(*)::int as n, count(distinct scored_on)::int as days from model_scores`;
    const [card] = [(await currentModel())?.card];
    expect(kept).toEqual({ n: card?.totals?.customers, days: 1 });
    expect(await rescoreChanged(t.sql, going)).toBe(0);
  });

  it('says where each value comes from, and a fold keeps both', async () => {
    const id = people.find((p) => p !== excluded && p.orders.some(counted))?.id ?? '';
    const state = async () => (await t.sql`select traits, derived, provenance from profiles where id = ${id}`)[0];
    const before = await state();
    expect(before?.provenance.predicted_value_12m).toMatchObject({ kind: 'predicted', model: 'clv', version: 1 });
    expect(before?.provenance.rfm_recency).toMatchObject({ kind: 'computed', model: 'rfm', version: 1 });
    await t.sql.begin(async (tx) => {
      await lockProfiles(tx, [id]);
      expect(await foldProfiles(tx, [id])).toEqual(new Map([[id, []]]));
    });
    expect(await state()).toEqual(before);
    expect(before?.traits).toEqual(before?.derived);
    const kinds = await t.sql`select kind, count(*)::int as n from trait_definitions where kind <> 'golden' group by 1 order by 1`;
    expect(kinds).toEqual([
      { kind: 'computed', n: 6 },
      { kind: 'predicted', n: 7 },
    ]);
  });

  it('moves people into a segment on a prediction as soon as they order', async () => {
    const person = people.find((p) => p !== excluded && p.orders.filter(counted).length === 1) as Shopper;
    const before = (await traitsOf(person.id))[predictedTraits.orders12m] as number;
    const scope = cliScope('test');
    const rule = { all: [{ kind: 'trait' as const, trait: 'predicted_orders_12m', op: 'gt' as const, value: before + 0.5 }] };
    const segment = await t.sql.begin((tx) => createSegment(tx, scope, { name: 'Worth it', description: '', rule }));
    await runJobs(t.url, [evaluateSegmentJob, profilesChanged]);
    const inside = async () =>
      (await t.sql`select 1 from memberships where segment_id = ${segment.id} and profile_id = ${person.id}`).length;
    expect(await inside()).toBe(0);
    const [hourAgo, yesterday] = [new Date(Date.now() - 3_600_000), new Date(Date.now() - 30 * 3_600_000)];
    for (const [n, at] of [yesterday, hourAgo].entries())
      await t.sql`insert into events ${t.sql(eventOf(person.id, web, 'Order Completed', { at, value: 50, currency: 'EUR' }, 1000 + n))}`;
    await t.sql`update profiles set order_count = order_count + 2, spend = spend + 100, last_order_at = ${hourAgo} where id = ${person.id}`;
    await rescoreJob.run({}, { jobId: '1', attempt: 1, isLastAttempt: false, signal: going });
    expect((await traitsOf(person.id))[predictedTraits.orders12m] as number).toBeGreaterThan(before + 0.5);
    await runJobs(t.url, [profilesChanged]);
    expect(await inside()).toBe(1);
    const [cause] = await t.sql`select cause from membership_changes where profile_id = ${person.id} and segment_id = ${segment.id}`;
    expect(cause?.cause).toBe('score');
    expect(await rescoreChanged(t.sql, going)).toBe(0);
  });

  it('takes scores back at once from whoever is restricted, and gives them back', async () => {
    const person = people.find((p) => p !== excluded && p.orders.filter(counted).length > 1) as Shopper;
    const scored = async () => Object.keys(await traitsOf(person.id)).filter(isScoredTrait).length;
    expect(await scored()).toBe(13);
    await t.sql.begin((tx) => setRestriction(tx, cliScope('test'), [person.id], true, 'asked for'));
    await runJobs(t.url, [restrictionsChanged]);
    expect(await scored()).toBe(0);
    await t.sql.begin((tx) => setRestriction(tx, cliScope('test'), [person.id], false, 'settled'));
    await runJobs(t.url, [restrictionsChanged]);
    expect(await scored()).toBe(13);
  });

  it('compares what was published with what came', async () => {
    const today = dayOf(new Date());
    const early = people.filter((p) => p !== excluded && p.orders.filter(counted).some((o) => dayOf(o.at) <= today - 120)).slice(0, 50);
    for (const { id } of early)
      await t.sql`
        insert into model_scores (profile_id, model_id, version, scored_on, horizon_days, orders_horizon, no_purchase, orders_12m, value_12m)
        values (${id}, ${hashId('old')}, 7, ${dayText(today - 120)}, 90, 0.5, 0.25, 2, 80)`;
    await fitAndScore(going);
    const came = early.map((p) => {
      const days = new Set(p.orders.filter(counted).map((o) => dayOf(o.at)));
      return [...days].filter((d) => d > today - 120 && d <= today - 30).length;
    });
    const quiet = came.filter((n) => n === 0).length;
    expect((await currentModel())?.card.published).toEqual([
      {
        version: 7,
        scoredOn: dayText(today - 120),
        horizonDays: 90,
        customers: early.length,
        predictedOrders: expect.closeTo(0.5 * early.length, 4),
        actualOrders: sum(came),
        predictedNoPurchase: expect.closeTo(0.25 * early.length, 4),
        actualNoPurchase: quiet,
        brier: expect.closeTo((quiet * 0.75 ** 2 + (early.length - quiet) * 0.25 ** 2) / early.length, 6),
      },
    ]);
    const [months] = await t.sql<{ n: number }[]>`select count(distinct model_id)::int as n from model_scores where version <> 7`;
    expect(months?.n).toBe(1);
  }, 60_000);

  it('fits anew with other settings, whose horizon names the trait', async () => {
    const person = people.find((p) => p !== excluded && p.orders.some(counted)) as Shopper;
    const before = await traitsOf(person.id);
    await saveModelSettings(cliScope('test'), { model: 'bgnbd', horizonDays: 60, marginPercent: 50, discountPercent: 10 });
    await runJobs(t.url, [fitModelJob]);
    const after = await traitsOf(person.id);
    expect((await currentModel())?.card).toMatchObject({
      settings: { model: 'bgnbd', horizonDays: 60 },
      purchases: { name: 'bgnbd' },
      backtest: { holdoutDays: 60 },
    });
    expect(after).not.toHaveProperty(noPurchaseTrait(90));
    expect(after[noPurchaseTrait(60)]).toBeGreaterThanOrEqual((before[noPurchaseTrait(90)] as number) - 0.15);
    expect(after[computedTraits.historicValue]).toBeCloseTo((before[computedTraits.historicValue] as number) / 2, 1);
    const lines = await t.sql`select action, details from audit_log where action like 'model.%'`;
    expect(lines).toEqual([
      { action: 'model.settings_changed', details: { model: 'bgnbd', horizonDays: 60, marginPercent: 50, discountPercent: 10 } },
    ]);
  }, 60_000);

  it('leaves the model in force when a later fit is blocked', async () => {
    const before = await currentModel();
    if (!before) throw new Error('there is no model');
    await storeFit(t.sql, { status: 'blocked', reason: 'total_error', card: before.card, scorer: null });
    const { published, latest } = await modelCard();
    expect(published?.id).toBe(before.id);
    expect(latest).toMatchObject({ status: 'blocked', reason: 'total_error', version: before.version + 1 });
  });

  it('refuses to predict from too little, says why, and takes predictions back but not what needs no model', async () => {
    const few = people.slice(0, 300).map((p) => p.id);
    await t.sql`delete from events where not profile_id = any(${few}::uuid[])`;
    await fitAndScore(going);
    const { published, latest } = await modelCard();
    expect(published).toBeNull();
    expect(latest).toMatchObject({ status: 'insufficient', reason: 'buyers' });
    expect(latest?.card.checks.find((c) => c.key === 'buyers')).toMatchObject({ passed: false, blocks: true, limit: 500 });
    const [left] = await t.sql<{ predicted: number; computed: number }[]>`
      select count(*) filter (where traits ? 'predicted_value_12m')::int as predicted, count(*) filter (where traits ? 'historic_value')::int as computed from profiles`;
    expect(left?.predicted).toBe(0);
    expect(left?.computed).toBe(people.slice(0, 300).filter((p) => p !== excluded && p.orders.some(counted)).length);
  }, 60_000);
});
