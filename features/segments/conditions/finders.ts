import { findActivity } from './activity/find';
import { findBucket } from './bucket/find';
import { findConsent } from './consent/find';
import { findEvents } from './event/find';
import type { Find } from './find-context';
import { findHoldout } from './holdout/find';
import { findIdentity } from './identity/find';
import { findInterest } from './interest/find';
import { findList } from './list/find';
import { findMessage } from './message/find';
import { findRank } from './rank/find';
import type { Condition, ConditionKindName } from './schemas';
import { findSequence } from './sequence/find';
import { findSessions } from './session/find';
import { findTrait } from './trait/find';

/** What looks up the finding of each kind. A segment's finding is its rule, explained in its turn. */
const finders: { [K in Exclude<ConditionKindName, 'segment'>]: Find<Extract<Condition, { kind: K }>> } = {
  trait: findTrait,
  event: findEvents,
  consent: findConsent,
  identity: findIdentity,
  activity: findActivity,
  session: findSessions,
  sequence: findSequence,
  message: findMessage,
  list: findList,
  bucket: findBucket,
  holdout: findHoldout,
  rank: findRank,
  interest: findInterest,
};

export type FoundCondition = Exclude<Condition, { kind: 'segment' }>;

/** The finder for a condition: the one place where a condition meets the finder of its own name. */
export const finderOf = (condition: FoundCondition): Find<FoundCondition> => finders[condition.kind] as unknown as Find<FoundCondition>;
