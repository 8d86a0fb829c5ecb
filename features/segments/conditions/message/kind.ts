import { defineConditionKind } from '../types';
import { measuredSent, messageEvents, messageRule, plainEvents } from './as-rule';
import type { MessageCondition } from './schema';

/** What happened with the e-mails of campaigns: conditions on events under the words of the exit. */
export const messageKind = defineConditionKind<MessageCondition>({
  kind: 'message',
  weight: (c) => (c.op === 'did_not' && measuredSent(c) ? 2 : 1),
  dependencies: (c) => messageEvents(c).map((name) => `event:${name}`),
  aggregates: plainEvents,
  compile: (c) => ({ form: 'rule', node: messageRule(c) }),
  edges: (c) => ({ node: messageRule(c) }),
  evaluate: (c) => ({ node: messageRule(c), negated: false }),
});
