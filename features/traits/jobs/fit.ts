import type { Sql } from '@/db/client';
import { LIMITS, UNIT_DAYS } from '../constants';
import { dataChecks, modelChecks, refusalOf } from '../core/checks';
import { backtest, spendsOf } from '../core/clv/backtest';
import { fitPurchases, type PurchaseFit } from '../core/clv/fit-purchases';
import { groupHistories, groupOfEach } from '../core/clv/histories';
import type { Window } from '../core/clv/judge';
import { expectedSpend, fitSpend, type SpendFit } from '../core/clv/spend';
import { finishGently, type GentleRun } from '../core/clv/steps';
import { totalsOf } from '../core/clv/totals';
import { dayText } from '../core/days';
import { originsOf } from '../core/origins';
import type { Scorer } from '../core/score';
import type { Backtest, Check, ModelCard, ModelSettings } from '../schema';
import type { ModelReason, ModelStatus } from '../types';
import { type Company, type Facts, readCohorts, readFacts, readPublished } from './order-days';
import { readWindow } from './read-window';

/** A fit, whatever came of it; `scorer` where it may be published. */
export type Outcome = { status: Exclude<ModelStatus, 'superseded'>; reason: ModelReason | null; card: ModelCard; scorer: Scorer | null };

/** An origin that knew fewer customers says nothing. */
const LEAST_CUSTOMERS = 100;
/** 97.5 % of a normal distribution are below. */
const Z = 1.959964;

type Ask = { company: Company; settings: ModelSettings; today: number; run: GentleRun };

/** Tests, fits and judges the model on the `order_days` of this connection. Between its steps the process serves others. */
export async function fitModel(one: Sql, ask: Ask): Promise<Outcome> {
  const { firstDay, ...data } = await readFacts(one, ask.company, ask.today);
  const published = await readPublished(one, ask.today);
  const card = (rest: Partial<ModelCard>): ModelCard => ({
    asOf: dayText(ask.today),
    ...ask.company,
    unitDays: UNIT_DAYS,
    settings: ask.settings,
    data,
    checks: [],
    purchases: null,
    spend: null,
    backtest: null,
    published,
    totals: null,
    cpuMs: Math.round(ask.run.cpuMs),
    ...rest,
  });
  const checks = dataChecks(data);
  const lacking = refusalOf(checks);
  if (lacking || firstDay === null) return { status: 'insufficient', reason: lacking ?? 'no_orders', card: card({ checks }), scorer: null };
  const tested = await testModel(one, ask, firstDay);
  if (!tested) return { status: 'insufficient', reason: 'days', card: card({ checks }), scorer: null };
  const { fit, spend, window } = await fitOn(one, ask);
  const all: Check[] = [...checks, ...modelChecks(fit, spend, tested)];
  const reason = refusalOf(all);
  const scorer: Scorer = { purchases: fit.model, spend: spend.model, refundRate: refundRate(data), settings: ask.settings };
  const totals = reason ? null : await totalsNow(fit, spend, { window, scorer, tested, run: ask.run });
  const said = card({ checks: all, purchases: purchasesSaid(fit), spend: spendSaid(spend), backtest: tested, totals });
  return { status: reason ? 'blocked' : 'published', reason, card: said, scorer: reason ? null : scorer };
}

/** From several origins, as far as the data go back; undefined when there is no origin that knew enough. */
async function testModel(one: Sql, { settings, today, run }: Ask, firstDay: number): Promise<Backtest | undefined> {
  const { days, origins } = originsOf({ today, firstDay, horizonDays: settings.horizonDays });
  const windows: Window[] = [];
  for (const origin of origins) {
    const window = await readWindow(one, origin, days, run.signal);
    if (window.purchases.length >= LEAST_CUSTOMERS) windows.push(window);
  }
  const [latest, ...others] = windows;
  if (!latest) return undefined;
  const cohorts = { ...(await readCohorts(one, latest.originDay)), startDay: firstDay - 1, endDay: today };
  return finishGently(backtest([latest, ...others], settings.model, cohorts, UNIT_DAYS), run);
}

async function fitOn(one: Sql, { settings, today, run }: Ask): Promise<{ fit: PurchaseFit; spend: SpendFit; window: Window }> {
  const window = await readWindow(one, today, 0, run.signal);
  const fit = await finishGently(fitPurchases(groupHistories(window.known, UNIT_DAYS), settings.model), run);
  const spend = await finishGently(fitSpend(spendsOf(window.known)), run);
  return { fit, spend, window };
}

const refundRate = ({ revenue, refunds }: Pick<Facts, 'revenue' | 'refunds'>): number =>
  revenue > 0 ? Math.min(1, Math.max(0, refunds / revenue)) : 0;

type Now = { window: Window; scorer: Scorer; tested: Backtest; run: GentleRun };

async function totalsNow(fit: PurchaseFit, spend: SpendFit, { window: { known }, scorer, tested, run }: Now): Promise<ModelCard['totals']> {
  const groups = groupHistories(known, UNIT_DAYS);
  const weight = new Float64Array(groups.length);
  const share = (1 - scorer.refundRate) * (scorer.settings.marginPercent / 100);
  for (const [i, g] of groupOfEach(known, groups).entries()) {
    const mean = known.mean[i] as number;
    weight[g] = (weight[g] as number) + share * expectedSpend(spend.model, mean > 0 ? (known.x[i] as number) : 0, mean);
  }
  const { orders, value, deviation } = await finishGently(
    totalsOf({
      fit,
      groups,
      weight,
      discount: { unitDays: UNIT_DAYS, yearly: scorer.settings.discountPercent / 100 },
      spendVariation: spend.model.name === 'gamma_gamma' ? 1 / spend.model.parameters.p : 1,
      backtestError: rootMeanSquare(tested.windows.map((w) => w.totalError ?? LIMITS.totalError)),
    }),
    run,
  );
  return {
    customers: groups.customers,
    orders12m: orders,
    value12m: value,
    low: Math.max(0, value - Z * deviation),
    high: value + Z * deviation,
    backtestShare: value > 0 ? rootMeanSquare(tested.windows.map((w) => w.totalError ?? LIMITS.totalError)) : 0,
  };
}

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / Math.max(1, values.length));

const purchasesSaid = (fit: PurchaseFit): ModelCard['purchases'] => ({
  name: fit.model.name,
  parameters: { ...fit.model.parameters },
  standardErrors: Object.fromEntries(Object.keys(fit.model.parameters).map((key) => [key, fit.standardErrors?.[key] ?? null])),
  logLikelihood: fit.logLikelihood,
  nbdLogLikelihood: fit.nbdLogLikelihood,
});

const spendSaid = ({ model, logLikelihood, customers, correlation, populationMean }: SpendFit): ModelCard['spend'] => ({
  name: model.name,
  parameters: { ...model.parameters },
  logLikelihood,
  customers,
  correlation,
  populationMean,
});
