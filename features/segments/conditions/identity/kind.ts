import { compare } from '../event/measure';
import { defineConditionKind } from '../types';
import { ANONYMOUS, identitySet } from './identity-sql';
import type { IdentityCondition } from './schema';

/** By what somebody is known. Time alone changes nothing about it. */
export const identityKind = defineConditionKind<IdentityCondition>({
  kind: 'identity',
  dependencies: () => ['identity'],
  references: (c) => ('sourceId' in c ? [`source:${c.sourceId}`] : []),
  compile: (c, context) => ({ form: 'set', ...identitySet(c, context) }),
  edges: () => ({ sets: [] }),
  evaluate: (c, { identity = { identifiers: [], records: [] } }) => {
    const { identifiers, records } = identity;
    switch (c.ask) {
      case 'has':
      case 'has_not':
        return identifiers.includes(c.identifier) === (c.ask === 'has');
      case 'known':
      case 'anonymous':
        return identifiers.some((type) => type !== ANONYMOUS) === (c.ask === 'known');
      case 'seen_in':
      case 'not_seen_in':
        return records.includes(c.sourceId) === (c.ask === 'seen_in');
      case 'records':
        return compare({ op: c.op, bound: c.count }, records.length);
    }
  },
});
