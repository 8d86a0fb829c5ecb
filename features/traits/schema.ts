import { z } from 'zod';

export const modelNames = ['mbgnbd', 'bgnbd', 'nbd'] as const;

/** What people may choose about the model. Percentages as people write them: 100 is everything. */
export const modelSettingsSchema = z.strictObject({
  /** `nbd` cannot be chosen: it stands in where no dropout can be detected. */
  model: z.enum(['mbgnbd', 'bgnbd']).default('mbgnbd'),
  horizonDays: z.int().min(7).max(365).default(90),
  /** Share of net revenue that is margin, in percent. */
  marginPercent: z.number().gt(0).max(100).default(100),
  /** Yearly discount rate in percent. */
  discountPercent: z.number().min(0).max(100).default(10),
});
export type ModelSettings = z.output<typeof modelSettingsSchema>;

const share = z.number();
const errors = z.object({
  /** Predicted over actual, minus one: -0.12 is twelve percent too few. Null when nothing happened. */
  totalError: share.nullable(),
  predicted: z.number(),
  mae: z.number(),
  rmse: z.number(),
});

/**
 * How a model stood the test on days that it had not seen: from several origins, each `holdoutDays` before the next, a model
 * fitted on what was known then forecasts the time until the next. Everything but `weekly` and `windows` is over all of them.
 */
export const backtestSchema = z.object({
  /** Last day that the model of the latest origin saw: where `weekly` changes from seen to not seen. */
  calibrationEnd: z.string(),
  holdoutDays: z.int(),
  /** Customers of each origin, added up. */
  customers: z.int(),
  /** Purchase days of the hold-outs, in all. */
  actual: z.number(),
  windows: z.array(
    z.object({
      calibrationEnd: z.string(),
      holdoutEnd: z.string(),
      customers: z.int(),
      model: z.enum(modelNames),
      actual: z.number(),
      predicted: z.number(),
      naive: z.number(),
      totalError: z.number().nullable(),
      ece: z.number(),
    }),
  ),
  model: errors,
  /** The naive rival: everybody goes on at the rate of their past. */
  naive: errors,
  byFrequency: z.array(
    z.object({ frequency: z.string(), customers: z.int(), actual: z.number(), predicted: z.number(), naive: z.number() }),
  ),
  /** Of the latest origin: cumulative repeat purchase days at the end of each week; `calibration` says that the model had seen it. */
  weekly: z.array(z.object({ week: z.int(), end: z.string(), actual: z.number(), predicted: z.number(), calibration: z.boolean() })),
  /** The probability of no purchase within the hold-out against what happened, in ten bins of equal count. */
  noPurchase: z.object({
    rate: share,
    auc: share.nullable(),
    brier: z.number(),
    /** Of always saying the base rate. */
    baseBrier: z.number(),
    ece: share,
    /** What `1 - P(alive)` would have given, which is no churn score. */
    pAliveAuc: share.nullable(),
    bins: z.array(z.object({ customers: z.int(), predicted: share, actual: share, low: share, high: share })),
  }),
  /** Gross revenue of the hold-out of those who had bought before. */
  revenue: z.object({ actual: z.number(), predicted: z.number(), mae: z.number(), topDecileShare: share.nullable() }),
});
export type Backtest = z.output<typeof backtestSchema>;

const purchaseModel = z.object({
  name: z.enum(modelNames),
  parameters: z.record(z.string(), z.number()),
  /** Of the parameters; null where the curvature gives none. */
  standardErrors: z.record(z.string(), z.number().nullable()),
  logLikelihood: z.number(),
  /** Of the plain NBD, which has no dropout. */
  nbdLogLikelihood: z.number(),
});

const spendModel = z.object({
  name: z.enum(['gamma_gamma', 'shrunk_mean']),
  parameters: z.record(z.string(), z.number()),
  logLikelihood: z.number().nullable(),
  customers: z.int(),
  /** Of repeat purchases and mean spend, which the Gamma-Gamma model takes to be independent. */
  correlation: z.number(),
  populationMean: z.number(),
});

/** How the predictions published in one month compare with what came within their horizon. */
const published = z.object({
  version: z.int(),
  scoredOn: z.string(),
  horizonDays: z.int(),
  customers: z.int(),
  /** Purchase days expected and seen; people expected not to buy, and who did not. */
  predictedOrders: z.number(),
  actualOrders: z.number(),
  predictedNoPurchase: z.number(),
  actualNoPurchase: z.number(),
  brier: z.number(),
});
export type PublishedScores = z.output<typeof published>;

/** A check with what it found and what it asks for. One that failed is a warning, or `blocks`: the model is then not published. */
const check = z.object({
  key: z.enum(['buyers', 'days', 'with_three_orders', 'last_order', 'converged', 'boundary', 'total_error', 'ece', 'correlation']),
  passed: z.boolean(),
  blocks: z.boolean(),
  value: z.number().nullable(),
  limit: z.number(),
});
export type Check = z.output<typeof check>;

/** Everything the model says of itself. Days are `YYYY-MM-DD` in the company's time zone, money is in its currency. */
export const modelCardSchema = z.object({
  asOf: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  unitDays: z.number(),
  settings: modelSettingsSchema,
  data: z.object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    days: z.int(),
    customers: z.int(),
    repeatCustomers: z.int(),
    withThreeOrders: z.int(),
    orders: z.int(),
    /** Days with an order after the first such day, of everybody. */
    repeatPurchases: z.int(),
    revenue: z.number(),
    refunds: z.number(),
    /** Orders in other currencies, which are left out. */
    otherCurrencyOrders: z.int(),
    /** People left out because their processing is restricted or they object. */
    excluded: z.int(),
    daysSinceLastOrder: z.int().nullable(),
  }),
  checks: z.array(check),
  purchases: purchaseModel.nullable(),
  spend: spendModel.nullable(),
  backtest: backtestSchema.nullable(),
  /** Earlier predictions whose horizon has passed, the latest first. */
  published: z.array(published),
  totals: z
    .object({
      customers: z.int(),
      orders12m: z.number(),
      value12m: z.number(),
      /** 95 % interval of the value: what the parameters leave open, what chance adds, and how far the back-test was off. */
      low: z.number(),
      high: z.number(),
      /** The part of the back-test in it: root mean square of the relative errors of its windows. */
      backtestShare: share,
    })
    .nullable(),
  /** Milliseconds of processor time that test, fit and totals took. */
  cpuMs: z.number(),
});
export type ModelCard = z.output<typeof modelCardSchema>;

/** The four cut points of each quintile: who reaches the n-th is in bucket n + 1 or above. Stamped with the model's version. */
export const rfmParametersSchema = z.object({
  /** Days since the last order, descending: who is at or below the n-th cut is in bucket n + 1. */
  recency: z.array(z.number()),
  frequency: z.array(z.number()),
  monetary: z.array(z.number()),
});
export type RfmParameters = z.output<typeof rfmParametersSchema>;

/** What scoring needs of a fitted model, as kept in `models.parameters`. */
export const scorerSchema = z.object({
  purchases: z.discriminatedUnion('name', [
    z.object({ name: z.literal('bgnbd'), parameters: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }) }),
    z.object({ name: z.literal('mbgnbd'), parameters: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }) }),
    z.object({ name: z.literal('nbd'), parameters: z.object({ r: z.number(), alpha: z.number() }) }),
  ]),
  spend: z.discriminatedUnion('name', [
    z.object({ name: z.literal('gamma_gamma'), parameters: z.object({ p: z.number(), q: z.number(), v: z.number() }) }),
    z.object({ name: z.literal('shrunk_mean'), parameters: z.object({ mean: z.number(), weight: z.number() }) }),
  ]),
  refundRate: z.number(),
  settings: modelSettingsSchema,
});
