import { ANY_EVENT } from '../../constants';
import { whereText } from '../event/where-text';
import { windowText } from '../event/window-text';
import { durationText, quote, type Words } from '../words';
import { isAbsence, type SequenceCondition, type SequenceStep } from './schema';

/** "who in the last 30 days did Cart Updated, then within 1 day did not do Order Completed, with the same cart_id". */
export function sequenceClause({ steps, same, window }: SequenceCondition, words: Words): string {
  const { t } = words;
  const said = (step: SequenceStep) => ({
    event: step.event === ANY_EVENT ? t('sentence.anyEvent') : words.event(step.event),
    where: whereText(step.where, words),
  });
  const then = steps.map((step) => {
    if (!('within' in step)) return t('sentence.sequence.first', said(step));
    const values = { ...said(step), within: durationText(step.within, words) };
    return t(isAbsence(step) ? 'sentence.sequence.not' : 'sentence.sequence.then', values);
  });
  return t('sentence.sequence.whole', {
    steps: then.join(''),
    window: window ? t('sentence.window', { window: windowText(window, words) }) : '',
    same: same ? t('sentence.sequence.same', { property: quote([same.property, ...(same.path ?? [])].join('.')) }) : '',
  });
}
