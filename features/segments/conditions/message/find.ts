import { findEvents } from '../event/find';
import type { Find } from '../find-context';
import { findSequence } from '../sequence/find';
import { measuredSent, messageRule } from './as-rule';
import type { MessageCondition } from './schema';

/** What the condition's events say; of who did not open a letter or click, the letters of which that would be known. */
export const findMessage: Find<MessageCondition> = async (c, context) => {
  const rule = messageRule({ ...c, op: 'did' });
  if ('kind' in rule && rule.kind === 'sequence') return findSequence(rule, context);
  const sent = c.op === 'did_not' ? measuredSent(c) : undefined;
  if ('kind' in rule && rule.kind === 'event') {
    const found = await findEvents(rule, context);
    return sent && 'count' in found && found.count === 0 ? findEvents(sent, context) : found;
  }
  throw new Error('A condition on messages is one on events');
};
