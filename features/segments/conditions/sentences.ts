import { consentClause } from './consent/sentence';
import { eventClause } from './event/sentence';
import type { Condition, ConditionKindName } from './schemas';
import { segmentClause } from './segment/sentence';
import { sequenceClause } from './sequence/sentence';
import { traitClause } from './trait/sentence';
import type { Words } from './words';

type Clauses = { [K in ConditionKindName]: (condition: Extract<Condition, { kind: K }>, words: Words) => string };

const clauses: Clauses = {
  trait: traitClause,
  event: eventClause,
  segment: segmentClause,
  consent: consentClause,
  sequence: sequenceClause,
};

/** One condition as a clause, in the reader's language. */
export const conditionClause = (condition: Condition, words: Words): string =>
  (clauses[condition.kind] as (c: Condition, words: Words) => string)(condition, words);
