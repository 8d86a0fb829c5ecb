import { findEvents } from '../event/find';
import type { Find } from '../find-context';
import { findSequence } from '../sequence/find';
import { messageRule } from './as-rule';
import type { MessageCondition } from './schema';

/** What the condition's events say. */
export const findMessage: Find<MessageCondition> = (c, context) => {
  const rule = messageRule({ ...c, op: 'did' });
  if ('kind' in rule && rule.kind === 'sequence') return findSequence(rule, context);
  if ('kind' in rule && rule.kind === 'event') return findEvents(rule, context);
  throw new Error('A condition on messages is one on events');
};
