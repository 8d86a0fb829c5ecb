import { quote, type Words } from '../words';
import type { BucketCondition } from './schema';

/** "who fall into 0 to 10 % of split “spring”". */
export const bucketClause = ({ seed, from, to }: BucketCondition, { t, format }: Words): string =>
  t('sentence.bucket', { from: format.number(from), to: format.number(to), seed: quote(seed) });
