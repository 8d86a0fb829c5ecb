import { ANY_EVENT } from '../../constants';
import { durationMs } from '../duration';
import { momentEnd, momentStart } from '../moment';
import type { EdgeContext } from '../types';
import type { ValueTest } from '../value-schema';
import { zonesOf, zonesPassing } from '../zone';
import { filterEdges } from './filter-edges';
import type { PropertyFilter } from './filter-schema';
import type { PropertyRef } from './measure';
import { isSince } from './personal-sql';
import { steadyFilters } from './steady-filters';
import { whereSql } from './where-sql';
import { type Bounds, boundsIn, hullOf, windowBounds } from './window';
import type { EventWindow } from './window-schema';

type Watched = {
  event: string;
  where?: readonly PropertyFilter[] | undefined;
  window?: EventWindow | undefined;
  /** Of a measured value: its test, and the property that it is of. */
  test?: ValueTest;
  of?: PropertyRef | undefined;
};

/** Events dated in the future when they were received: stored with `received_at` not after the moment of processing. */
const AHEAD = ' and e.received_at < e.occurred_at';

/**
 * Events whose part in the answer changes in `(from, to]`: those that a moving bound of the window passes, and those dated in
 * the future when received that become current. An event that was already current when it touched its profile has `occurred_at <= received_at`.
 * And those inside the window with a date that a filter compares with now, when that passes.
 */
export const eventEdges = (watched: Watched, context: EdgeContext): string[] => [
  ...windowEdges(watched, context),
  ...filterEdges(watched, boundsThrough(watched.window, context), context),
];

/** Where the window lies at some moment between `from` and `to`. */
function boundsThrough(window: EventWindow | undefined, { from, to, catalogue }: EdgeContext): Bounds {
  if (isSince(window)) return windowBounds(undefined, to);
  return hullOf(zonesOf(catalogue).flatMap((zone) => [boundsIn(window, from, zone), boundsIn(window, to, zone)]));
}

function windowEdges({ event, where, window }: Watched, context: EdgeContext): string[] {
  const { statement: s, scope, from, to, catalogue } = context;
  const steady = steadyFilters(where);
  const shifted = (moment: Date, ms: number) => s.at(new Date(moment.getTime() - ms));
  const read = (condition: string, name: string, filters: readonly PropertyFilter[]) =>
    `select e.profile_id from events e where ${condition}${name === ANY_EVENT ? '' : ` and e.name = ${s.text(name)}`}${scope.and(
      'e.profile_id',
    )}${whereSql({ statement: s, now: to, catalogue }, filters, 'e')}`;
  const moved = (ms: number) => `e.occurred_at > ${shifted(from, ms)} and e.occurred_at <= ${shifted(to, ms)}`;
  const passing = (ms: number, more = '') => read(`${moved(ms)}${more}`, event, steady);
  if (!window || 'sinceTrait' in window) return [passing(0, AHEAD)];
  if ('sinceEvent' in window) return [passing(0, AHEAD), read(`${moved(0)}${AHEAD}`, window.sinceEvent.event, [])];
  if ('last' in window) return [passing(durationMs(window.last)), passing(0, AHEAD)];
  if ('between' in window) {
    const { from: longer, to: shorter } = window.between;
    return [...(longer ? [passing(durationMs(longer))] : []), passing(durationMs(shorter))];
  }
  if ('calendar' in window) {
    const now = window.part === 'since' || (window.part === undefined && window.calendar.offset === 0);
    return [...(now ? [passing(0, AHEAD)] : []), ...passedBy(window, context).map((range) => read(range, event, steady))];
  }
  const after = window.from === undefined ? '' : ` and e.occurred_at >= ${s.at(new Date(momentStart(window.from)))}`;
  const before = window.to === undefined ? '' : ` and e.occurred_at < ${s.at(new Date(momentEnd(window.to)))}`;
  return [passing(0, `${AHEAD}${after}${before}`)];
}

/** Which events enter or leave a window of the calendar because a unit ends somewhere in `(from, to]`. */
function passedBy(window: Extract<EventWindow, { calendar: unknown }>, { statement: s, from, to, catalogue }: EdgeContext): string[] {
  if (zonesPassing(catalogue, window.calendar.unit, from, to).length === 0) return [];
  const both = zonesOf(catalogue).flatMap((zone) => [boundsIn(window, from, zone), boundsIn(window, to, zone)]);
  const begins = both.flatMap((bounds) => bounds.from?.getTime() ?? []);
  const ends = both.map((bounds) => bounds.to.getTime());
  const since = Math.min(...(window.part === 'before' ? ends : begins));
  const until = Math.max(...(window.part === 'since' ? begins : ends));
  return [`e.occurred_at >= ${s.at(new Date(since))} and e.occurred_at < ${s.at(new Date(until))}`];
}
