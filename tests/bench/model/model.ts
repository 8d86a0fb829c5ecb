import { fitPurchases } from '@/features/traits/core/clv/fit-purchases';
import { forecast } from '@/features/traits/core/clv/forecast';
import { groupHistories, type Histories } from '@/features/traits/core/clv/histories';
import type { DropoutModel } from '@/features/traits/core/clv/purchase-likelihood';
import { fitSpend, type SpendModel } from '@/features/traits/core/clv/spend';
import { finish } from '@/features/traits/core/clv/steps';
import { predict } from '@/features/traits/core/score';
import { modelSettingsSchema } from '@/features/traits/schema';
import { cpuSum, measured } from '../lib/cpu';
import { random } from '../lib/random';
import { type Figure, printFigures, whole } from '../lib/report';

const TRUTH = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const SPEND: SpendModel = { name: 'gamma_gamma', parameters: { p: 6.25, q: 3.74, v: 15.44 } };
/** Days over which the simulated customers came. */
const SPAN = 546;

function gamma(shape: number, next: () => number): number {
  if (shape < 1) return gamma(shape + 1, next) * next() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - next()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Customers as BG/NBD makes them with the CDNOW parameters; purchases of one day count once. */
function simulate(count: number): Histories & { mean: Float64Array } {
  const next = random(1997);
  const known = { x: new Int32Array(count), recency: new Int32Array(count), age: new Int32Array(count), mean: new Float64Array(count) };
  for (let i = 0; i < count; i++) {
    const age = 1 + Math.floor(next() * SPAN);
    const perDay = gamma(TRUTH.r, next) / TRUTH.alpha / 7;
    const [left, stayed] = [gamma(TRUTH.a, next), gamma(TRUTH.b, next)];
    const leaving = left / (left + stayed);
    let day = 0;
    for (let at = 0; ; ) {
      at += -Math.log(1 - next()) / perDay;
      if (!(at < age + 1)) break;
      const on = Math.floor(at);
      if (on > day && on <= age) {
        day = on;
        known.x[i] = (known.x[i] as number) + 1;
      }
      if (next() < leaving) break;
    }
    known.recency[i] = day;
    known.age[i] = age;
    const x = known.x[i] as number;
    if (x > 0) known.mean[i] = (gamma(6.25 * x, next) * (15.44 / gamma(3.74, next))) / x;
  }
  return known;
}

const parameters = (of: object): string =>
  Object.entries(of)
    .map(([name, value]) => `${name} ${Number(value).toFixed(3)}`)
    .join(', ');

/** Fits and scores simulated customers on one core; needs no database. */
export async function benchModel(args: readonly string[]): Promise<void> {
  const sizes = args.includes('--quick') ? [100_000] : [10_000, 100_000, 1_000_000];
  const own = { model: process.pid };
  const figures: Figure[] = [];
  const timed = <T>(work: () => T) => measured(own, [], async () => work());
  for (const count of sizes) {
    const known = simulate(count);
    const goal = { 10000: 0.1, 100000: 0.5, 1000000: 5 }[count] ?? 5;
    let model = fitted(known, 'bgnbd').model;
    for (const name of ['bgnbd', 'mbgnbd'] as const) {
      const { result, cost } = await timed(() => fitted(known, name));
      if (name === 'bgnbd') model = result.model;
      const distinct = name === 'bgnbd' ? `, ${whole(groupHistories(known, 7).length)} distinct histories` : '';
      figures.push({
        name: `fit ${name}, ${whole(count)} customers${distinct} (${parameters(result.model.parameters)})`,
        value: `${cpuSum(cost).toFixed(2)} CPU s, ${result.iterations} iterations`,
        goal: `≤ ${goal} CPU s`,
        met: cpuSum(cost) <= goal,
        cost,
      });
    }
    const has = [...known.x.keys()].filter((i) => (known.x[i] as number) > 0);
    const spends = { x: Float64Array.from(has, (i) => known.x[i] as number), mean: Float64Array.from(has, (i) => known.mean[i] as number) };
    const spend = await timed(() => finish(fitSpend(spends)));
    figures.push({
      name: `fit gamma-gamma, ${whole(has.length)} customers (${parameters(spend.result.model.parameters)})`,
      value: `${cpuSum(spend.cost).toFixed(2)} CPU s`,
      cost: spend.cost,
    });
    const groups = groupHistories(known, 7);
    const quick = await timed(() => finish(forecast(model, known, groups, 39)));
    figures.push({
      name: `score ${whole(count)}: P(alive), E[X(39)], no purchase within`,
      value: `${cpuSum(quick.cost).toFixed(2)} CPU s`,
      goal: '≤ 10 CPU s for 1,000,000',
      met: cpuSum(quick.cost) <= 10,
      cost: quick.cost,
    });
    const scorer = { purchases: model, spend: SPEND, refundRate: 0, settings: modelSettingsSchema.parse({}) };
    const whole12 = await timed(() => {
      let value = 0;
      for (let i = 0; i < count; i++) {
        const [x, recency, mean] = [known.x[i] as number, known.recency[i] as number, known.mean[i] as number];
        value += predict(
          { x, firstDay: 0, lastDay: recency, orders: x + 1, gross: x * mean, firstAmount: 0, refunds: 0 },
          known.age[i] as number,
          scorer,
        ).value12m;
      }
      return value;
    });
    figures.push({
      name: `all predicted traits of ${whole(count)}, one by one, with ranges`,
      value: `${cpuSum(whole12.cost).toFixed(2)} CPU s`,
      goal: '≤ 10 CPU s for 1,000,000',
      met: cpuSum(whole12.cost) <= 10,
      cost: whole12.cost,
    });
  }
  figures.push({ name: 'memory of the process, customers included', value: `${whole(process.resourceUsage().maxRSS / 1024)} MB` });
  printFigures('Purchase model (`model`)', figures);
}

/** As the product does it: group, fit, fit the plain NBD beside it, standard errors. */
const fitted = (known: Histories, name: DropoutModel) => finish(fitPurchases(groupHistories(known, 7), name));
