import fc from 'fast-check';
import type { ConditionKindName } from '@/features/segments/conditions/schemas';
import type { RuleNode } from '@/features/segments/schema';
import { activityArbitrary } from './conditions/activity';
import { bucketArbitrary, holdoutArbitrary, listArbitrary, messageArbitrary } from './conditions/audience';
import { consentConditionArbitrary } from './conditions/consent';
import { eventConditionArbitrary } from './conditions/event';
import { identityArbitrary } from './conditions/identity';
import { interestArbitrary } from './conditions/interest';
import { rankArbitrary } from './conditions/rank';
import { segmentConditionArbitrary } from './conditions/segment';
import { sequenceArbitrary } from './conditions/sequence';
import { sessionArbitrary } from './conditions/session';
import { traitArbitrary } from './conditions/trait';

/** What the random rules of a world may name. */
export type Named = { segmentIds: readonly string[] };

type Leaf = {
  /** How often, beside the others. */
  weight: number;
  /** Random conditions of the kind, with all its operators, measures and windows; undefined when there is nothing they could name. */
  make(named: Named): fc.Arbitrary<unknown> | undefined;
};

/** Every kind of condition has its random conditions: the property tests and `npm run prove -- rules` are made of them. */
const leaves: Record<ConditionKindName, Leaf> = {
  trait: { weight: 6, make: () => traitArbitrary },
  event: { weight: 8, make: () => eventConditionArbitrary },
  segment: { weight: 2, make: ({ segmentIds }) => (segmentIds.length ? segmentConditionArbitrary(segmentIds) : undefined) },
  consent: { weight: 3, make: () => consentConditionArbitrary },
  identity: { weight: 2, make: () => identityArbitrary },
  activity: { weight: 5, make: () => activityArbitrary },
  session: { weight: 4, make: () => sessionArbitrary },
  sequence: { weight: 6, make: () => sequenceArbitrary },
  message: { weight: 3, make: () => messageArbitrary },
  list: { weight: 2, make: () => listArbitrary },
  bucket: { weight: 1, make: () => bucketArbitrary },
  interest: { weight: 3, make: () => interestArbitrary },
  rank: { weight: 2, make: () => rankArbitrary },
  holdout: { weight: 1, make: () => holdoutArbitrary },
};

/** Random conditions of one kind, as JSON. */
export function conditionArbitrary(kind: ConditionKindName, named: Named): fc.Arbitrary<unknown> | undefined {
  return leaves[kind].make(named)?.map((c) => JSON.parse(JSON.stringify(c)));
}

/** Random rules; `segmentIds` are the segments that they may name. */
export function ruleArbitrary(segmentIds: readonly string[] = []): fc.Arbitrary<RuleNode> {
  const leaf = fc.oneof(
    ...Object.values(leaves).flatMap(({ weight, make }) => {
      const arbitrary = make({ segmentIds });
      return arbitrary ? [{ weight, arbitrary }] : [];
    }),
  );
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 4, arbitrary: leaf },
      { weight: 2, arbitrary: fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ not: tie('node') }) },
    ),
  }));
  // Through JSON, as a rule arrives: no undefined, no shared objects.
  return node.map((n) => JSON.parse(JSON.stringify(n)) as RuleNode);
}
