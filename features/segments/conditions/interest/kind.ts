import { countedEvents } from '../event/counted-events';
import { eventEdges } from '../event/edges';
import { defineConditionKind, type EvaluateContext, type ProfileFacts } from '../types';
import { valueAt } from '../value-path';
import { jsonSource } from '../value-source';
import { testSql } from '../value-sql';
import { testValue } from '../value-test';
import { mentionsSql } from './mentions-sql';
import type { InterestCondition } from './schema';
import { asked, eventsOf, ITEMS, weightOf } from './weights';

/** The share of a value among what a person looked at and bought. */
export const interestKind = defineConditionKind<InterestCondition>({
  kind: 'interest',
  dependencies: (c) => [...new Set(eventsOf(c).map((event) => `event:${event}`))].sort(),
  compile: (c, context) => ({
    form: 'set',
    negated: false,
    sql: () => {
      const { statement: s } = context;
      const is = testSql(s, jsonSource('r.v'), { op: 'eq', value: c.value });
      return `select r.profile_id from (${mentionsSql(c, context)}) r group by r.profile_id
        having count(distinct r.id) >= ${s.int(c.least)}
          and coalesce(sum(r.w) filter (where ${is}), 0) * 10000 ${c.op === 'gte' ? '>=' : '<='} sum(r.w) * ${s.int(asked(c))}`;
    },
  }),
  edges: (c, context) => ({ sets: eventsOf(c).flatMap((event) => eventEdges({ event, window: c.window }, context)) }),
  evaluate: (c, facts, context) => {
    const mentions = mentionsOf(c, facts, context);
    if (new Set(mentions.map((m) => m.id)).size < c.least) return false;
    const sum = (all: typeof mentions) => all.reduce((total, m) => total + m.weight, 0);
    const mine = sum(mentions.filter((m) => testValue(m.value, { op: 'eq', value: c.value }, context.now, context.companyZone))) * 10_000;
    const bound = sum(mentions) * asked(c);
    return c.op === 'gte' ? mine >= bound : mine <= bound;
  },
});

function mentionsOf(c: InterestCondition, facts: ProfileFacts, context: EvaluateContext) {
  const events = [...new Set(eventsOf(c))].flatMap(
    (event) => countedEvents({ event, where: undefined, window: c.window }, facts, context) ?? [],
  );
  return events.flatMap((event) => {
    const items = ITEMS.map((list) => valueAt(event.properties, [list])).flatMap((list) => (Array.isArray(list) ? list : []));
    const values = [event.properties, ...items].map((from) => valueAt(from, [c.property]));
    return values
      .filter((value) => ['string', 'number', 'boolean'].includes(typeof value))
      .map((value) => ({ id: event.id, weight: weightOf(event.name), value }));
  });
}
