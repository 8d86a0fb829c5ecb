import { quote, type Words } from '../words';
import type { SegmentCondition } from './schema';

/** "who are in Lapsed". */
export function segmentClause(c: SegmentCondition, { t, names }: Words): string {
  const segment = quote(names.segments.get(c.segmentId) ?? t('sentence.unknownSegment'));
  return t(c.op === 'not_in' ? 'sentence.notIn' : 'sentence.in', { segment });
}
