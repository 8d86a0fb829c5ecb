import { HISTORY_DAYS } from '../../constants';
import { durationMs, unitMs } from '../duration';
import { momentStart } from '../moment';
import type { CompileContext, EdgeContext } from '../types';
import type { SegmentHistoryCondition } from './schema';

/** How long after it a moment stays known. */
export const HISTORY_MS = HISTORY_DAYS * unitMs.days;
const before = (moment: Date, ms: number) => new Date(moment.getTime() - ms);
const signed = (column: string) => `case ${column} when 'enter' then 1 else -1 end`;

/**
 * Who entered or left a segment lately, or was in it at a moment, as a set of ids. What was is counted back from what is: a profile that
 * others were merged into was in whenever any of them was, and rows of the log that grew too old take nothing away.
 */
export function historySql(c: SegmentHistoryCondition, { statement: s, scope, now }: CompileContext): string {
  const segment = s.uuid(c.segmentId);
  const is = `m.segment_id = ${segment}${scope.and('m.profile_id')}`;
  const was = `c.segment_id = ${segment}${scope.and('c.profile_id')}`;
  if (c.op === 'was_in') {
    const at = new Date(momentStart(c.at));
    const known = at <= now && at.getTime() > now.getTime() - HISTORY_MS;
    return `select x.profile_id from (
        select m.profile_id, 1 as n from memberships m where ${is}
        union all select c.profile_id, -(${signed('c.change')}) from membership_changes c where ${was} and c.at > ${s.at(at)}) x
      where ${s.boolean(known)} group by x.profile_id having sum(x.n) > 0`;
  }
  const turned = c.op === 'entered_within' ? 'h.after > 0 and h.after - h.n <= 0' : 'h.after <= 0 and h.after - h.n > 0';
  return `select distinct h.profile_id from (
      select g.profile_id, g.n, coalesce((select 1 from memberships m where m.segment_id = ${segment} and m.profile_id = g.profile_id), 0)
        - (sum(g.n) over (partition by g.profile_id order by g.at desc) - g.n) as after
      from (select c.profile_id, c.at, sum(${signed('c.change')}) as n from membership_changes c
        where ${was} and c.at > ${s.at(before(now, durationMs(c.within)))} and c.at <= ${s.at(now)} group by c.profile_id, c.at) g) h
    where ${turned}`;
}

/** Whose answer may change in `(from, to]` by time alone. */
export function historyEdges(c: SegmentHistoryCondition, { statement: s, scope, from, to }: EdgeContext): string[] {
  const was = () => `c.segment_id = ${s.uuid(c.segmentId)}${scope.and('c.profile_id')}`;
  if (c.op !== 'was_in') {
    const ms = durationMs(c.within);
    return [
      `select c.profile_id from membership_changes c where ${was()} and c.at > ${s.at(before(from, ms))} and c.at <= ${s.at(before(to, ms))}`,
    ];
  }
  const at = momentStart(c.at);
  const passes = [at, at + HISTORY_MS].some((moment) => moment > from.getTime() && moment <= to.getTime());
  if (!passes) return [];
  return [
    `select m.profile_id from memberships m where m.segment_id = ${s.uuid(c.segmentId)}${scope.and('m.profile_id')}`,
    `select c.profile_id from membership_changes c where ${was()} and c.at > ${s.at(new Date(at))}`,
  ];
}
