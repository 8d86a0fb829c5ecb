import { consentEdges } from '@/features/consent/core/allowed-set';
import { durationMs } from '../duration';
import type { CompileContext, EdgeContext } from '../types';
import type { SaidCondition } from './schema';

/** What people said, beside what it allows: those with a no in force, with any statement, or with a yes that ends in time. */
export function saidSql(c: SaidCondition, { statement: s, scope, now }: CompileContext): string {
  const about = `s.purpose = ${s.text(c.purpose)} and s.channel = ${s.text(c.channel)}${scope.and('s.profile_id')}`;
  if (c.op === 'never_asked') return `select s.profile_id from consent_states s where ${about}`;
  const begun = `${about} and s.since <= ${s.at(now)}`;
  if (c.op === 'denied') return `select s.profile_id from consent_states s where ${begun} and s.state in ('denied', 'withdrawn')`;
  const validity = `(select make_interval(hours => 24 * validity_days) from purposes where key = ${s.text(c.purpose)})`;
  const end = `least(coalesce(s.expires_at, 'infinity'), coalesce(s.since + ${validity}, 'infinity'))`;
  const last = new Date(now.getTime() + durationMs(c.within));
  return `select s.profile_id from consent_states s where ${begun} and s.state = 'granted' and ${end} > ${s.at(now)} and ${end} <= ${s.at(last)}`;
}

/** Whose answer may change in `(from, to]` by time alone: a statement comes into force, a yes ends, or begins to end in time. */
export function saidEdges(c: SaidCondition, { statement, scope, from, to }: EdgeContext): string[] {
  if (c.op === 'never_asked') return [];
  const about = { purpose: c.purpose, channel: c.channel, within: scope.within };
  const edges = (ms: number) => {
    const later = (moment: Date) => new Date(moment.getTime() + ms);
    return consentEdges(statement.place, { ...about, from: later(from), to: later(to) });
  };
  return c.op === 'denied' ? [edges(0)] : [edges(0), edges(durationMs(c.within))];
}
