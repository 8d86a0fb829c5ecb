import { defineConditionKind } from '../types';
import { messageEvents, messageRule } from './as-rule';
import type { MessageCondition } from './schema';

/** What happened with the e-mails of campaigns: conditions on events under the words of the exit. */
export const messageKind = defineConditionKind<MessageCondition>({
  kind: 'message',
  dependencies: (c) => messageEvents(c).map((name) => `event:${name}`),
  aggregates: (c) => (c.campaignId || c.interaction === 'converted' || (c.interaction === 'clicked' && c.link) ? [] : messageEvents(c)),
  compile: (c) => ({ form: 'rule', node: messageRule(c) }),
  edges: (c) => ({ node: messageRule(c) }),
  evaluate: (c) => ({ node: messageRule(c), negated: false }),
});
