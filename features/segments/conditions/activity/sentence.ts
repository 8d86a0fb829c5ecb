import { ANY_EVENT } from '../../constants';
import { whereText } from '../event/where-text';
import { windowText } from '../event/window-text';
import { durationText, type Words } from '../words';
import type { ActivityCondition } from './schema';

/** "who stopped doing Order Completed: in the 90 days before, but not in the last 30 days". */
export function activityClause(c: ActivityCondition, words: Words): string {
  const { t } = words;
  const event = c.event === ANY_EVENT ? t('sentence.anyEvent') : words.event(c.event);
  const rest = { event, where: whereText(c.where, words) };
  switch (c.pattern) {
    case 'first':
    case 'last':
      return t(`sentence.activity.${c.pattern}`, { ...rest, window: windowText(c.window, words) });
    case 'stopped':
      return t('sentence.activity.stopped', { ...rest, active: durationText(c.active, words), quiet: durationText(c.quiet, words) });
    case 'resumed':
      return t('sentence.activity.resumed', { ...rest, recent: durationText(c.recent, words), gap: durationText(c.gap, words) });
    case 'regular':
      return t('sentence.activity.regular', { ...rest, every: durationText(c.every, words), periods: c.periods });
  }
}
