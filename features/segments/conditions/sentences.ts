import { activityClause } from './activity/sentence';
import { bucketClause } from './bucket/sentence';
import { consentClause } from './consent/sentence';
import { eventClause } from './event/sentence';
import { holdoutClause } from './holdout/sentence';
import { identityClause } from './identity/sentence';
import { interestClause } from './interest/sentence';
import { listClause } from './list/sentence';
import { messageClause } from './message/sentence';
import { rankClause } from './rank/sentence';
import type { Condition, ConditionKindName } from './schemas';
import { segmentClause } from './segment/sentence';
import { sequenceClause } from './sequence/sentence';
import { sessionClause } from './session/sentence';
import { traitClause } from './trait/sentence';
import type { Words } from './words';

type Clauses = { [K in ConditionKindName]: (condition: Extract<Condition, { kind: K }>, words: Words) => string };

const clauses: Clauses = {
  trait: traitClause,
  event: eventClause,
  segment: segmentClause,
  consent: consentClause,
  identity: identityClause,
  activity: activityClause,
  session: sessionClause,
  sequence: sequenceClause,
  message: messageClause,
  list: listClause,
  bucket: bucketClause,
  holdout: holdoutClause,
  rank: rankClause,
  interest: interestClause,
};

/** One condition as a clause, in the reader's language. */
export const conditionClause = (condition: Condition, words: Words): string =>
  (clauses[condition.kind] as (c: Condition, words: Words) => string)(condition, words);
