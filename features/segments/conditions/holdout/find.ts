import { percentOf } from '../bucket/share';
import type { Find } from '../find-context';
import type { HoldoutCondition } from './schema';

/** Where the person's place is, and up to where the holdout goes. */
export const findHoldout: Find<HoldoutCondition> = (_, { person, catalogue }) => ({
  kind: 'holdout',
  place: percentOf(catalogue.holdout?.seed ?? '', person.id),
  percent: catalogue.holdout?.percent ?? 0,
});
