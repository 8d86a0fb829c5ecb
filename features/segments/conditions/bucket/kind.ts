import { defineConditionKind } from '../types';
import type { BucketCondition } from './schema';
import { isInShare, shareSql } from './share';

/** A random part of everybody, the same one for ever. It reads nothing that changes. */
export const bucketKind = defineConditionKind<BucketCondition>({
  kind: 'bucket',
  dependencies: () => [],
  compile: (c, { statement }) => ({ form: 'test', sql: () => shareSql(statement, c.seed, c) }),
  edges: () => ({ sets: [] }),
  evaluate: (c, facts) => isInShare(c.seed, c, facts.id),
});
