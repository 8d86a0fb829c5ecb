import { amountText } from '../event/sentence';
import { windowText } from '../event/window-text';
import type { Words } from '../words';
import type { SessionCondition } from './schema';

/** "whose sessions last at least 5 minutes on average in the last 30 days". */
export function sessionClause(c: SessionCondition, words: Words): string {
  const { t } = words;
  const window = c.window ? t('sentence.window', { window: windowText(c.window, words) }) : '';
  const op = t(`${c.measure === 'count' ? 'countOp' : 'sumOp'}.${c.op}`);
  return t(`sentence.session.${c.measure}`, { op, amount: amountText(c.amount, words), window });
}
