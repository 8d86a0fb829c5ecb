import { ANY_EVENT } from '../../constants';
import { durationText, momentText, type Words } from '../words';
import type { EventCondition, EventWindow } from './schema';
import { whereText } from './where-text';

/** "who did Order Completed at least 2 times in the last 30 days, where revenue is at least 50". */
export function eventClause(condition: EventCondition, words: Words): string {
  const { t, format } = words;
  const event = condition.event === ANY_EVENT ? t('sentence.anyEvent') : words.event(condition.event);
  const where = whereText(condition.where, words);
  const window = condition.window ? t('sentence.window', { window: windowText(condition.window, words) }) : '';
  if (condition.measure === 'sum')
    return t('sentence.sum', { event, op: t(`sumOp.${condition.op}`), amount: format.number(condition.amount), where, window });
  if (condition.op === 'eq' && condition.count === 0) return t('sentence.never', { event, where, window });
  const times = t('sentence.times', { op: t(`countOp.${condition.op}`), count: condition.count });
  return t('sentence.did', { event, times, where, window });
}

/** "in the last 30 days". */
export function windowText(window: EventWindow, words: Words): string {
  const { t } = words;
  if ('last' in window) return t('window.last', { duration: durationText(window.last, words) });
  if ('between' in window)
    return t('window.between', { from: durationText(window.between.from, words), to: durationText(window.between.to, words) });
  const from = window.from && momentText(window.from, words);
  const to = window.to && momentText(window.to, words);
  if (from && to) return t('window.range', { from, to });
  return to ? t('window.until', { to }) : t('window.since', { from: from ?? '' });
}
