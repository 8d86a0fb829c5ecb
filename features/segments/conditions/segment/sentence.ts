import { durationText, momentText, quote, type Words } from '../words';
import type { SegmentCondition } from './schema';

/** "who are in Lapsed", "who entered Lapsed within the last 7 days". */
export function segmentClause(c: SegmentCondition, words: Words): string {
  const { t, names } = words;
  const segment = quote(names.segments.get(c.segmentId) ?? t('sentence.unknownSegment'));
  switch (c.op) {
    case 'entered_within':
    case 'left_within':
      return t(c.op === 'entered_within' ? 'sentence.enteredWithin' : 'sentence.leftWithin', {
        segment,
        duration: durationText(c.within, words),
      });
    case 'was_in':
      return t('sentence.wasIn', { segment, date: momentText(c.at, words) });
    default:
      return t(c.op === 'not_in' ? 'sentence.notIn' : 'sentence.in', { segment });
  }
}
