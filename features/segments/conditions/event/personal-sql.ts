import { traitSource } from '../trait/source';
import type { Catalogue, CompileContext } from '../types';
import { byZone, zonesOf } from '../zone';
import { checkOf, fitsNobodysEvents, measureOf, opposed, planEvents } from './plan';
import type { EventCondition } from './schema';
import { groupedSql } from './set-sql';
import { type Bounds, boundsIn, hullOf, windowBounds } from './window';
import type { EventWindow } from './window-schema';

/** A window that begins with something of the person's own. */
type SinceWindow = Extract<EventWindow, { sinceTrait: unknown } | { sinceEvent: unknown }>;

export const isSince = (window: EventWindow | undefined): window is SinceWindow =>
  window !== undefined && ('sinceTrait' in window || 'sinceEvent' in window);

/** The moment after which events count, as rows `(profile_id, since)`; who has none is not among them. */
export function sinceSql(window: SinceWindow, { statement: s, scope, now }: CompileContext): string {
  if ('sinceTrait' in window) {
    const { moment } = traitSource(s, window.sinceTrait);
    return `select p.id as profile_id, ${moment} as since from profiles p where ${moment} is not null${scope.and('p.id')}`;
  }
  const { event, which } = window.sinceEvent;
  return `select e.profile_id, ${which === 'first' ? 'min' : 'max'}(e.occurred_at) as since from events e
    where e.name = ${s.text(event)} and e.occurred_at <= ${s.at(now)}${scope.and('e.profile_id')} group by e.profile_id`;
}

/** Bounds that hold for everybody, and the join to `events e` that narrows them to each person's own, if anything does. */
export function windowJoin(window: EventWindow | undefined, context: CompileContext): { bounds: Bounds; join?: string } {
  if (isSince(window)) {
    const join = ` join (${sinceSql(window, context)}) a on a.profile_id = e.profile_id and e.occurred_at > a.since`;
    return { bounds: windowBounds(undefined, context.now), join };
  }
  const { statement: s, now, catalogue } = context;
  if (!isZoned(window, catalogue)) return { bounds: boundsIn(window, now, catalogue.companyZone) };
  const bounds = hullOf(zonesOf(catalogue).map((zone) => boundsIn(window, now, zone)));
  const from = bounds.from && ` and e.occurred_at >= ${byZone(context, (zone) => s.at(boundsIn(window, now, zone).from ?? now))}`;
  const to = byZone(context, (zone) => s.at(boundsIn(window, now, zone).to));
  return { bounds, join: ` join profiles p on p.id = e.profile_id${from ?? ''} and e.occurred_at < ${to}` };
}

/** Whether the window is another one for each person. */
export const isPersonal = (window: EventWindow | undefined, catalogue: Catalogue): boolean => isSince(window) || isZoned(window, catalogue);

const isZoned = (window: EventWindow | undefined, { zones }: Catalogue): boolean =>
  window !== undefined && 'calendar' in window && zones.length > 0;

/**
 * A set that depends on the events of a window; `negated`: everybody in scope but that set.
 * @param others whether people without such events fit: then `write` writes those whom the condition does not fit
 */
export function windowSet(
  window: EventWindow | undefined,
  context: CompileContext,
  others: boolean,
  write: (within: { bounds: Bounds; join?: string }) => string,
): { negated: boolean; sql: string } {
  const sql = write(windowJoin(window, context));
  if (!others || !isSince(window)) return { negated: others, sql };
  // Who lacks the moment with which the window begins does not fit either.
  return { negated: false, sql: `select a.profile_id from (${sinceSql(window, context)}) a except select o.profile_id from (${sql}) o` };
}

/** The set of a condition whose window is another one for each person. */
export const personalSet = (c: EventCondition, context: CompileContext): { negated: boolean; sql: string } => {
  const others = fitsNobodysEvents({ measure: measureOf(c), check: checkOf(c) });
  return windowSet(c.window, context, others, ({ bounds, join }) => {
    // Days are nobody's own.
    const plan = { ...planEvents(c, bounds, context.catalogue.definitions), dailyKey: undefined };
    return groupedSql([others ? opposed(plan) : plan], context, { join }).sql;
  });
};
