import { MINIMUM, UNIT_DAYS } from '@/features/traits/constants';
import { backtest, spendsOf } from '@/features/traits/core/clv/backtest';
import { fitPurchases, type PurchaseFit } from '@/features/traits/core/clv/fit-purchases';
import { forecast, naiveForecast } from '@/features/traits/core/clv/forecast';
import { groupHistories } from '@/features/traits/core/clv/histories';
import type { Window } from '@/features/traits/core/clv/judge';
import { errorsOf } from '@/features/traits/core/clv/measures';
import { fitSpend, type SpendFit } from '@/features/traits/core/clv/spend';
import { finish } from '@/features/traits/core/clv/steps';
import { type Summaries, summarise, whatFollowed } from '@/features/traits/core/clv/summarise';
import { dayText } from '@/features/traits/core/days';
import { originsOf } from '@/features/traits/core/origins';
import { predict, type Scorer } from '@/features/traits/core/score';
import type { ModelSettings } from '@/features/traits/schema';
import { UsageError } from '../types';
import type { Transactions } from './read-transactions';

export type Ask = {
  transactions: Transactions;
  /** Last day the model may see; undefined: everything is known, and the back-test chooses its own origins. */
  calibrationEnd: number | undefined;
  observationEnd: number;
  settings: ModelSettings;
};

/** Everything `model ltv` finds: both models and the plain NBD, their hold-out errors beside the naive rival, and a score a customer. */
export function ltvReport({ transactions, calibrationEnd, observationEnd, settings }: Ask) {
  const { log, customers } = transactions;
  const end = calibrationEnd ?? observationEnd;
  const known = summarise(log, end);
  if (!known.x.some((x) => x > 0))
    throw new UsageError(`Until ${dayText(end)} no customer bought on two different days: there is nothing to fit.`);
  const groups = groupHistories(known, UNIT_DAYS);
  const holdoutDays = observationEnd - end;
  const followed = calibrationEnd === undefined ? undefined : whatFollowed(log, known, end, observationEnd);
  const fits = { bgnbd: finish(fitPurchases(groups, 'bgnbd')), mbgnbd: finish(fitPurchases(groups, 'mbgnbd')) };
  const chosen = fits[settings.model];
  const spend = finish(fitSpend(spendsOf(known)));
  const ahead = followed && finish(forecast(chosen.model, known, groups, holdoutDays / UNIT_DAYS));
  const errorsFor = (fit: PurchaseFit) =>
    followed && errorsOf(finish(forecast(fit.model, known, groups, holdoutDays / UNIT_DAYS)).expected, followed.purchases);
  return {
    unit: 'week',
    calibrationEnd: dayText(end),
    observationEnd: dayText(observationEnd),
    holdoutDays: followed ? holdoutDays : 0,
    data: {
      customers: known.x.length,
      repeatCustomers: known.x.filter((x) => x > 0).length,
      repeatPurchases: known.x.reduce((sum, x) => sum + x, 0),
      revenue: known.total.reduce((sum, v) => sum + v, 0),
    },
    settings,
    models: {
      bgnbd: { ...said(fits.bgnbd, 'bgnbd'), holdout: errorsFor(fits.bgnbd) ?? null },
      mbgnbd: { ...said(fits.mbgnbd, 'mbgnbd'), holdout: errorsFor(fits.mbgnbd) ?? null },
      naive: {
        rule: 'x / T: everybody goes on at the rate of their past',
        holdout: followed ? errorsOf(naiveForecast(known, holdoutDays), followed.purchases) : null,
      },
    },
    chosen: chosen.model.name,
    spend: spendSaid(spend),
    backtest: tested(transactions, known, { calibrationEnd, observationEnd, settings, followed }),
    warnings: warningsOf(transactions, known, { chosen, spend, end }),
    scores: scoresOf(known, {
      customers,
      end,
      scorer: { purchases: chosen.model, spend: spend.model, refundRate: 0, settings },
      ahead: ahead?.expected,
      followed,
    }),
  };
}

type Followed = ReturnType<typeof whatFollowed>;

const said = (fit: PurchaseFit, asked: 'bgnbd' | 'mbgnbd') => ({
  parameters: fit.model.parameters,
  standardErrors: fit.standardErrors ?? null,
  logLikelihood: fit.logLikelihood,
  nbdLogLikelihood: fit.nbdLogLikelihood,
  converged: fit.converged,
  dropout: fit.boundary ? `none detectable: the plain NBD stands in for ${asked}` : 'found',
});

const spendSaid = ({ model, ...rest }: SpendFit) => ({ model: model.name, parameters: model.parameters, ...rest });

type Testing = { calibrationEnd: number | undefined; observationEnd: number; settings: ModelSettings; followed: Followed | undefined };

/** The test in detail: of the calibration that was asked for, else from the origins that the product itself would choose. */
function tested({ log, firstDay }: Transactions, known: Summaries, { calibrationEnd, observationEnd, settings, followed }: Testing) {
  const windows: Window[] =
    calibrationEnd !== undefined && followed
      ? [{ originDay: calibrationEnd, days: observationEnd - calibrationEnd, known, ...followed }]
      : automatic(log, { firstDay, today: observationEnd, horizonDays: settings.horizonDays });
  const [latest, ...others] = windows;
  if (!latest) return null;
  return finish(backtest([latest, ...others], settings.model, cohortsOf(log, latest.originDay, firstDay, observationEnd), UNIT_DAYS));
}

function automatic(log: Transactions['log'], span: { firstDay: number; today: number; horizonDays: number }): Window[] {
  const { days, origins } = originsOf(span);
  return origins.flatMap((originDay) => {
    const known = summarise(log, originDay);
    return known.x.some((x) => x > 0) ? [{ originDay, days, known, ...whatFollowed(log, known, originDay, originDay + days) }] : [];
  });
}

function cohortsOf({ customer, day }: Transactions['log'], originDay: number, firstDay: number, endDay: number) {
  const births = new Map<number, number>();
  const repeats = new Map<number, number>();
  for (let i = 0, first = 0; i < customer.length; i++) {
    const isFirst = i === 0 || customer[i] !== customer[i - 1];
    if (isFirst) first = day[i] as number;
    if (first > originDay) continue;
    const into = isFirst ? births : repeats;
    into.set(day[i] as number, (into.get(day[i] as number) ?? 0) + 1);
  }
  return { births, repeats, startDay: firstDay - 1, endDay };
}

function warningsOf(
  { firstDay }: Transactions,
  known: Summaries,
  { chosen, spend, end }: { chosen: PurchaseFit; spend: SpendFit; end: number },
): string[] {
  const warnings: string[] = [];
  if (known.x.length < MINIMUM.buyers)
    warnings.push(`Only ${known.x.length} customers: below ${MINIMUM.buyers} the product shows no predictions.`);
  if (end - firstDay < MINIMUM.days)
    warnings.push(`Only ${end - firstDay} days of purchases: below ${MINIMUM.days} the product shows no predictions.`);
  if (!chosen.converged) warnings.push('The fit did not converge.');
  if (chosen.boundary) warnings.push('No dropout can be detected: the forecast is the plain NBD’s, and P(alive) says nothing.');
  if (spend.model.name === 'shrunk_mean')
    warnings.push('Gamma-Gamma could not be fitted: spend is each customer’s mean, drawn towards everybody’s.');
  if (Math.abs(spend.correlation) > 0.3)
    warnings.push(
      `Repeat purchases and mean spend are correlated (${spend.correlation.toFixed(2)}), which Gamma-Gamma takes not to be so.`,
    );
  return warnings;
}

type Scoring = {
  customers: readonly string[];
  end: number;
  scorer: Scorer;
  ahead: Float64Array | undefined;
  followed: Followed | undefined;
};

function scoresOf(known: Summaries, { customers, end, scorer, ahead, followed }: Scoring) {
  return Array.from(known.x, (x, i) => {
    const firstDay = known.firstDay[i] as number;
    const total = known.total[i] as number;
    const mean = known.mean[i] as number;
    const orders = {
      x,
      firstDay,
      lastDay: firstDay + (known.recency[i] as number),
      orders: x + 1,
      gross: total,
      firstAmount: total - x * mean,
      refunds: 0,
    };
    const p = predict(orders, end, scorer);
    return {
      customer: customers[known.customer[i] as number],
      frequency: x,
      recency: (known.recency[i] as number) / UNIT_DAYS,
      T: (known.age[i] as number) / UNIT_DAYS,
      monetary: mean,
      pAlive: scorer.purchases.name === 'nbd' ? null : p.pAlive,
      noPurchase: p.noPurchase,
      ...(ahead && followed ? { expectedHoldout: ahead[i], actualHoldout: followed.purchases[i] } : {}),
      orders12m: p.orders12m,
      expectedOrderValue: p.orderValue,
      value12m: p.value12m,
      value12mLow: p.low,
      value12mHigh: p.high,
    };
  });
}
