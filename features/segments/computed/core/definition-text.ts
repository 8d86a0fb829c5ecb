import { propertyName, whereText } from '../../conditions/event/where-text';
import { windowText } from '../../conditions/event/window-text';
import type { Words } from '../../conditions/words';
import { ANY_EVENT } from '../../constants';
import type { Definition, EventMeasure } from '../schema';

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** "The total value of Order Completed in the last 30 days, where store is York". `t` has the words of computed traits. */
export function definitionText(d: Definition, words: Words, t: Translate): string {
  if (d.measure === 'ratio') return t('sentence.ratio', { part: measureText(d.part, words, t), whole: measureText(d.whole, words, t) });
  return measureText(d, words, t);
}

function measureText(m: EventMeasure, words: Words, t: Translate): string {
  const event = m.event === ANY_EVENT ? t('sentence.anyEvent') : words.event(m.event);
  const property = 'of' in m && m.of ? propertyName(m.of) : t('sentence.itsValue');
  const what =
    m.measure === 'days_since' ? t(`sentence.days_since_${m.which}`, { event }) : t(`sentence.${m.measure}`, { event, property });
  const window = m.window ? words.t('sentence.window', { window: windowText(m.window, words) }) : '';
  return t('sentence.whole', { what, window, where: whereText(m.where, words) });
}
