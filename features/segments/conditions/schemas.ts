import { type ActivityCondition, activitySchema } from './activity/schema';
import { type BucketCondition, bucketSchema } from './bucket/schema';
import { type ConsentCondition, consentSchema } from './consent/schema';
import { type EventCondition, eventSchema } from './event/schema';
import { type HoldoutCondition, holdoutSchema } from './holdout/schema';
import { type IdentityCondition, identitySchema } from './identity/schema';
import { type InterestCondition, interestSchema } from './interest/schema';
import { type ListCondition, listSchema } from './list/schema';
import { type MessageCondition, messageSchema } from './message/schema';
import { type RankCondition, rankSchema } from './rank/schema';
import { type SegmentCondition, segmentSchema } from './segment/schema';
import { type SequenceCondition, sequenceSchema } from './sequence/schema';
import { type SessionCondition, sessionSchema } from './session/schema';
import { type TraitCondition, traitSchema } from './trait/schema';

/** Every kind of condition: the part that browser and server share. */
export const conditionSchemas = {
  trait: traitSchema,
  event: eventSchema,
  segment: segmentSchema,
  consent: consentSchema,
  identity: identitySchema,
  activity: activitySchema,
  session: sessionSchema,
  sequence: sequenceSchema,
  message: messageSchema,
  list: listSchema,
  bucket: bucketSchema,
  holdout: holdoutSchema,
  rank: rankSchema,
  interest: interestSchema,
} as const;

export type ConditionKindName = keyof typeof conditionSchemas;
export type Condition =
  | TraitCondition
  | EventCondition
  | SegmentCondition
  | ConsentCondition
  | IdentityCondition
  | ActivityCondition
  | SessionCondition
  | SequenceCondition
  | MessageCondition
  | ListCondition
  | BucketCondition
  | HoldoutCondition
  | RankCondition
  | InterestCondition;

/** Whether a kind of this name exists. */
export const isConditionKind = (name: unknown): name is ConditionKindName =>
  typeof name === 'string' && Object.hasOwn(conditionSchemas, name);
