import type { ModelCard } from './schema';

export type ModelStatus = 'published' | 'superseded' | 'insufficient' | 'blocked';

/** Why a model is not in force: the checks of features/traits/core/checks.ts by name, and what else went wrong. */
export type ModelReason =
  | 'buyers'
  | 'days'
  | 'with_three_orders'
  | 'last_order'
  | 'no_orders'
  | 'not_converged'
  | 'total_error'
  | 'ece'
  | 'error';

/** One fit of the purchase model. Moments are ISO 8601 in UTC. */
export type ModelRecord = {
  id: string;
  version: number;
  status: ModelStatus;
  reason: ModelReason | null;
  fittedAt: string;
  /** When everyone had been scored with it; null while that goes on or when nobody is. */
  scoredAt: string | null;
  card: ModelCard;
};
