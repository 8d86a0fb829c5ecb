import type { Words } from '../words';
import type { HoldoutCondition } from './schema';

/** "who are in the holdout". */
export const holdoutClause = ({ op }: HoldoutCondition, { t }: Words): string =>
  t(op === 'in' ? 'sentence.holdout' : 'sentence.notHoldout');
