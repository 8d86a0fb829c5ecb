/** What the model predicts of a person, as traits. `no_purchase_probability_<days>d` is named by the horizon of the settings. */
export const predictedTraits = {
  value12m: 'predicted_value_12m',
  value12mLow: 'predicted_value_12m_low',
  value12mHigh: 'predicted_value_12m_high',
  orders12m: 'predicted_orders_12m',
  pAlive: 'p_alive',
  orderValue: 'expected_order_value',
} as const;

/** What is computed from a person's orders without a model. */
export const computedTraits = {
  historicValue: 'historic_value',
  rfmRecency: 'rfm_recency',
  rfmFrequency: 'rfm_frequency',
  rfmMonetary: 'rfm_monetary',
  acquisitionSource: 'acquisition_source',
  firstOrderMonth: 'first_order_month',
} as const;

const NO_PURCHASE = 'no_purchase_probability_';

/** The trait with the probability of no purchase within so many days: `no_purchase_probability_90d`. */
export const noPurchaseTrait = (horizonDays: number): string => `${NO_PURCHASE}${horizonDays}d`;

/** Whether a trait of this name is written by scoring, for any horizon. */
export const isScoredTrait = (name: string): boolean => isPredictedTrait(name) || Object.values<string>(computedTraits).includes(name);

export const isPredictedTrait = (name: string): boolean =>
  Object.values<string>(predictedTraits).includes(name) || /^no_purchase_probability_\d+d$/.test(name);

/** Below these nothing is predicted; the reasons are in docs/predictions.md. */
export const MINIMUM = { buyers: 500, days: 180, withThreeOrders: 50, daysSinceLastOrder: 30 } as const;

/**
 * A model that misses by more in the back-test is not published; from `eceWarning` on its probabilities are warned of, which also the
 * textbook's own example needs. A dropout that makes the fit no better than this, or whose parameters run out of bounds, is not there.
 */
export const LIMITS = {
  totalError: 0.2,
  ece: 0.1,
  eceWarning: 0.05,
  correlation: 0.3,
  boundaryLogLikelihood: 0.5,
  boundaryLow: 1e-3,
  boundaryHigh: 1e3,
} as const;

/** The model counts time in weeks of seven days. */
export const UNIT_DAYS = 7;

/** A month of the discounted sum, in days. */
export const MONTH_DAYS = 365.25 / 12;

export const MODEL_SETTINGS_KEY = 'model';
export const FIT_JOB = 'traits.fit-ltv';
