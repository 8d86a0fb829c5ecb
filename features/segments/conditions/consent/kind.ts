import { allowedSet, consentEdges } from '@/features/consent/core/allowed-set';
import { decide, effectiveExpiry, FREE } from '@/features/consent/core/may';
import type { PurposeRule } from '@/features/consent/types';
import { durationMs } from '../duration';
import { type ConsentFact, defineConditionKind } from '../types';
import { saidEdges, saidSql } from './said-sql';
import { asksWhatWasSaid, type ConsentCondition, type SaidCondition } from './schema';

/** Consent by its one meaning, that of `may()`; or what was said, whatever it allows. */
export const consentKind = defineConditionKind<ConsentCondition>({
  kind: 'consent',
  dependencies: (c) => [`consent:${c.purpose}/${c.channel}`],
  references: (c) => [`purpose:${c.purpose}`, `channel:${c.channel}`],
  compile: (c, context) => {
    if (asksWhatWasSaid(c)) return { form: 'set', negated: c.op === 'never_asked', sql: () => saidSql(c, context) };
    const { statement, scope, now } = context;
    const asked = { purpose: c.purpose, channel: c.channel, now, within: scope.within };
    return { form: 'set', negated: c.op === 'not_granted', unique: true, sql: () => allowedSet(statement.place, asked) };
  },
  edges: (c, context) => {
    if (asksWhatWasSaid(c)) return { sets: saidEdges(c, context) };
    const { statement, scope, from, to } = context;
    return { sets: [consentEdges(statement.place, { purpose: c.purpose, channel: c.channel, from, to, within: scope.within })] };
  },
  evaluate: (c, facts, { now, purposes, channels }) => {
    const state = facts.consents.find((s) => s.purpose === c.purpose && s.channel === c.channel);
    const purpose = purposes.get(c.purpose);
    if (asksWhatWasSaid(c)) return wasSaid(c, state, purpose, now);
    const { allowed } = decide(purpose, channels.get(c.channel), state, now, facts.standing ?? FREE);
    return allowed === (c.op === 'granted');
  },
});

function wasSaid(c: SaidCondition, state: ConsentFact | undefined, purpose: PurposeRule | undefined, now: Date): boolean {
  if (c.op === 'never_asked') return state === undefined;
  if (!state || state.since > now) return false;
  if (c.op === 'denied') return state.state === 'denied' || state.state === 'withdrawn';
  const end = effectiveExpiry(state, purpose?.validityDays ?? null);
  return state.state === 'granted' && typeof end === 'number' && end > now.getTime() && end <= now.getTime() + durationMs(c.within);
}
