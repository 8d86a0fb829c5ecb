/** Requests of a lane, and deliveries of a destination, that the operations page counts one by one; beyond that it says "more". */
export const COUNT_LIMIT = 10_000;

/** Bins of the distribution of risk. */
export const BINS = 20;
/** From where on a risk is called high, and medium. */
export const HIGH_RISK = 0.8;
export const MEDIUM_RISK = 0.5;
