import type { Find } from '../find-context';
import type { BucketCondition } from './schema';
import { percentOf } from './share';

/** Where the person's place is. */
export const findBucket: Find<BucketCondition> = (c, { person }) => ({ kind: 'bucket', place: percentOf(c.seed, person.id) });
