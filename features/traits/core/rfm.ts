import type { RfmParameters } from '../schema';

/** What the quintiles are made of: days since the last order, orders, net revenue. */
export type RfmInput = { recency: number; orders: number; revenue: number };
export type Rfm = { recency: number; frequency: number; monetary: number };

/** The buckets of somebody who came after the quintiles were made: each cut reached is a bucket more, 1 to 5. */
export function rfmOf({ recency, orders, revenue }: RfmInput, cuts: RfmParameters): Rfm {
  return {
    recency: 1 + cuts.recency.filter((cut) => recency <= cut).length,
    frequency: 1 + cuts.frequency.filter((cut) => orders >= cut).length,
    monetary: 1 + cuts.monetary.filter((cut) => revenue >= cut).length,
  };
}
