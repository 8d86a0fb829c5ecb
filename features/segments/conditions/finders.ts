import { findConsent } from './consent/find';
import { findEvents } from './event/find';
import type { Find } from './find-context';
import type { Condition, ConditionKindName } from './schemas';
import { findSequence } from './sequence/find';
import { findTrait } from './trait/find';

/** What looks up the finding of each kind. A segment's finding is its rule, explained in its turn. */
const finders: { [K in Exclude<ConditionKindName, 'segment'>]: Find<Extract<Condition, { kind: K }>> } = {
  trait: findTrait,
  event: findEvents,
  consent: findConsent,
  sequence: findSequence,
};

export type FoundCondition = Exclude<Condition, { kind: 'segment' }>;

/** The finder for a condition: the one place where a condition meets the finder of its own name. */
export const finderOf = (condition: FoundCondition): Find<FoundCondition> => finders[condition.kind] as unknown as Find<FoundCondition>;
