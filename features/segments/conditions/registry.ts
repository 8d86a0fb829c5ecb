import { activityKind } from './activity/kind';
import { bucketKind } from './bucket/kind';
import { consentKind } from './consent/kind';
import { eventKind } from './event/kind';
import { holdoutKind } from './holdout/kind';
import { identityKind } from './identity/kind';
import { interestKind } from './interest/kind';
import { listKind } from './list/kind';
import { messageKind } from './message/kind';
import { rankKind } from './rank/kind';
import type { Condition, ConditionKindName } from './schemas';
import { segmentKind } from './segment/kind';
import { sequenceKind } from './sequence/kind';
import { sessionKind } from './session/kind';
import { traitKind } from './trait/kind';
import type { ConditionKind } from './types';

const kinds = {
  trait: traitKind,
  event: eventKind,
  segment: segmentKind,
  consent: consentKind,
  identity: identityKind,
  activity: activityKind,
  session: sessionKind,
  sequence: sequenceKind,
  message: messageKind,
  list: listKind,
  bucket: bucketKind,
  holdout: holdoutKind,
  rank: rankKind,
  interest: interestKind,
} as const satisfies Record<ConditionKindName, unknown>;

/** The kind of a condition. @throws Error on a kind that is not registered. */
export function kindOf<C extends Condition>(condition: C): ConditionKind<C> {
  if (!Object.hasOwn(kinds, condition.kind)) throw new Error('Unknown kind of condition');
  // The one place where a condition meets the kind of its own name.
  return kinds[condition.kind] as unknown as ConditionKind<C>;
}
