import { windowText } from '../event/window-text';
import { quote, type Words } from '../words';
import type { InterestCondition } from './schema';

/** "for whom category “Shoes” is at least 30 % of what they looked at and bought in the last 90 days, from 3 events on". */
export function interestClause(c: InterestCondition, words: Words): string {
  const { t, format } = words;
  return t('sentence.interest', {
    property: c.property,
    value: quote(String(c.value)),
    op: t(`sumOp.${c.op}`),
    share: format.number(Math.round(c.share * 10_000) / 100),
    of: c.events ? format.list(c.events.map((event) => words.event(event))) : t('sentence.interestDefault'),
    window: c.window ? t('sentence.window', { window: windowText(c.window, words) }) : '',
    least: c.least,
  });
}
