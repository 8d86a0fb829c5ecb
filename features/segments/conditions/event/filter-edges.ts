import { ANY_EVENT } from '../../constants';
import type { EdgeContext } from '../types';
import { testEdge } from '../value-edges';
import type { ValueTest } from '../value-schema';
import { jsonSource, type ValueSource } from '../value-source';
import { isRelative } from '../value-sql';
import type { PropertyFilter } from './filter-schema';
import type { PropertyRef } from './measure';
import { propertySql, takenOnce } from './property-sql';
import { steadyFilters } from './steady-filters';
import { documentSql, itemSource, someItem, whereSql, zoneOf } from './where-sql';
import type { Bounds } from './window';

type Tested = {
  event: string;
  where?: readonly PropertyFilter[] | undefined;
  /** The test of a measured value, and the property that is measured. */
  test?: ValueTest | undefined;
  of?: PropertyRef | undefined;
};

/** The events inside the bounds that begin or cease to fit in `(from, to]` because a date in them is passed. No index knows these dates. */
export function filterEdges({ event, where = [], test, of }: Tested, { from, to }: Bounds, context: EdgeContext): string[] {
  const { statement: s, scope, catalogue } = context;
  const turning = [
    ...where.flatMap((filter) => turns(context, filter)),
    ...(test && of ? valueTurns(context, () => propertySql(s, 'e.properties', of), test) : []),
  ];
  if (turning.length === 0) return [];
  const named = event === ANY_EVENT ? '' : `e.name = ${s.text(event)} and `;
  const steady = whereSql({ statement: s, now: context.to, catalogue }, steadyFilters(where), 'e');
  return [
    `select e.profile_id from events e where ${named}${from ? `e.occurred_at >= ${s.at(from)} and ` : ''}e.occurred_at < ${s.at(to)}${scope.and(
      'e.profile_id',
    )}${steady} and (${turning.join(' or ')})`,
  ];
}

function turns(context: EdgeContext, filter: PropertyFilter): string[] {
  if (!('some' in filter)) return valueTurns(context, () => documentSql(context, filter, 'e'), filter);
  const tests = filter.some.flatMap((item) => edgeOf(context, () => itemSource(context, item), item) ?? []);
  return tests.length > 0 ? [someItem(documentSql(context, filter, 'e'), [`(${tests.join(' or ')})`])] : [];
}

function valueTurns(context: EdgeContext, json: () => string, test: ValueTest): string[] {
  const edge = edgeOf(context, () => jsonSource('f.j'), test);
  return edge ? [takenOnce(json(), () => edge)] : [];
}

const edgeOf = (context: EdgeContext, source: () => ValueSource, test: ValueTest): string | undefined =>
  isRelative(test) ? testEdge({ ...context, zoneSql: zoneOf('e') }, source, test) : undefined;
