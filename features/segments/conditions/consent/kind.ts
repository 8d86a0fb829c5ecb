import { allowedSet, consentEdges } from '@/features/consent/core/allowed-set';
import { decide, FREE } from '@/features/consent/core/may';
import { defineConditionKind } from '../types';
import type { ConsentCondition } from './schema';

/** Consent by its one meaning, that of `may()`. */
export const consentKind = defineConditionKind<ConsentCondition>({
  kind: 'consent',
  dependencies: (c) => [`consent:${c.purpose}/${c.channel}`],
  compile: (c, { statement, scope, now }) => ({
    form: 'set',
    negated: c.op === 'not_granted',
    sql: () => allowedSet(statement.place, { purpose: c.purpose, channel: c.channel, now, within: scope.within }),
  }),
  edges: (c, { statement, scope, from, to }) => ({
    sets: [consentEdges(statement.place, { purpose: c.purpose, channel: c.channel, from, to, within: scope.within })],
  }),
  evaluate: (c, facts, { now, purposes, channels }) => {
    const state = facts.consents.find((s) => s.purpose === c.purpose && s.channel === c.channel);
    const { allowed } = decide(purposes.get(c.purpose), channels.get(c.channel), state, now, facts.standing ?? FREE);
    return allowed === (c.op === 'granted');
  },
});
