import { durationMs } from '../duration';
import { momentStart } from '../moment';
import type { ProfileFacts } from '../types';
import { HISTORY_MS } from './history-sql';
import type { SegmentHistoryCondition } from './schema';

/** The same as `historySql` from plain data: who is in is who entered more often than left. */
export function historyHolds(c: SegmentHistoryCondition, facts: ProfileFacts, now: Date): boolean {
  const rows = (facts.history ?? []).filter((h) => h.segmentId === c.segmentId);
  const timesIn = (at: number) => rows.reduce((n, h) => (h.at.getTime() <= at ? n + (h.change === 'enter' ? 1 : -1) : n), 0);
  if (c.op === 'was_in') {
    const at = momentStart(c.at);
    return at <= now.getTime() && at > now.getTime() - HISTORY_MS && timesIn(at) > 0;
  }
  const since = now.getTime() - durationMs(c.within);
  return rows.some(({ at }) => {
    const moment = at.getTime();
    if (moment <= since || moment > now.getTime()) return false;
    const [was, is] = [timesIn(moment - 1) > 0, timesIn(moment) > 0];
    return c.op === 'entered_within' ? is && !was : was && !is;
  });
}
