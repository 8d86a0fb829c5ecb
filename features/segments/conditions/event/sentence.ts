import { ANY_EVENT } from '../../constants';
import { testText } from '../value-words';
import type { Words } from '../words';
import type { EventCondition } from './schema';
import { propertyName, whereText } from './where-text';
import { windowText } from './window-text';

/** "who did Order Completed at least 2 times in the last 30 days, where revenue is at least 50". */
export function eventClause(c: EventCondition, words: Words): string {
  const { t } = words;
  const event = c.event === ANY_EVENT ? t('sentence.anyEvent') : words.event(c.event);
  const where = whereText(c.where, words);
  const window = c.window ? t('sentence.window', { window: windowText(c.window, words) }) : '';
  const rest = { event, where, window };
  if ('test' in c) {
    const name = t(`sentence.of.${c.measure}`, { event, property: propertyName(c.of) });
    return t('sentence.measured', { ...rest, test: testText(name, c.test, words) });
  }
  if ('amount' in c) {
    if (c.measure === 'sum' && !c.of) return t('sentence.sum', { ...rest, op: t(`sumOp.${c.op}`), amount: amountText(c.amount, words) });
    const property = c.of ? propertyName(c.of) : t('sentence.itsValue');
    const name = t(`sentence.of.${c.measure}`, { event, property });
    return t('sentence.measured', {
      ...rest,
      test: t('sentence.amount', { name, op: t(`sumOp.${c.op}`), amount: amountText(c.amount, words) }),
    });
  }
  if (c.op === 'eq' && c.count === 0) return t('sentence.never', rest);
  const [low, high] = typeof c.count === 'number' ? [c.count, c.count] : c.count;
  const times =
    c.op === 'between'
      ? t('sentence.timesBetween', { from: words.format.number(low), to: words.format.number(high) })
      : t('sentence.times', { op: t(`countOp.${c.op}`), count: low });
  return t('sentence.did', { ...rest, times });
}

/** "50", or "10 and 20" for two ends. */
export const amountText = (amount: number | readonly [number, number], { t, format }: Words): string =>
  typeof amount === 'number' ? format.number(amount) : t('sentence.pair', { from: format.number(amount[0]), to: format.number(amount[1]) });
