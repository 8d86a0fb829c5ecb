import { jsonSource } from '../value-source';
import { type Testing, valueTestSql } from '../value-sql';
import type { Check, CountOp, Measure } from './measure';

/**
 * The measure over a group of rows `r (n, v, at, id)`, as one aggregate expression: a count; a number in ten-thousandths; or the JSON text
 * of a value. Counts and sums are 0 without rows, everything else is null without values.
 * @param value the column of `r` that holds `measuredValue`, if it has one
 * @param condition which rows count, if not all
 */
export function measuredSql(measure: Measure, value: string | undefined, condition?: string): string {
  const filter = condition ? ` filter (where ${condition})` : '';
  const sum = value ? `sum(${value})${filter}` : `round(sum(r.v)${filter} * 10000)`;
  switch (measure) {
    case 'count':
      return `coalesce(sum(r.n)${filter}, 0)`;
    case 'sum':
      return `coalesce(${sum}, 0)`;
    case 'average':
      return value
        ? `round(${sum} / nullif(count(${value})${filter}, 0))`
        : `round(coalesce(${sum}, 0) / nullif(sum(r.n)${filter}, 0)::float8)`;
    case 'minimum':
    case 'maximum': {
      const aggregate = measure === 'minimum' ? 'min' : 'max';
      return value ? `${aggregate}(${value})${filter}` : `round(${aggregate}(r.v)${filter} * 10000)`;
    }
    case 'median':
      return value
        ? `round(percentile_cont(0.5) within group (order by (${value})::float8)${filter})`
        : `round(percentile_cont(0.5) within group (order by r.v)${filter} * 10000)`;
    case 'distinct':
      return `nullif(count(distinct ${value})${filter}, 0) * 10000`;
    case 'most_frequent':
      return `mode() within group (order by ${value} collate "C")${filter}`;
    case 'latest':
    case 'first': {
      const order = measure === 'latest' ? 'desc' : 'asc';
      const having = `filter (where ${value} is not null${condition ? ` and ${condition}` : ''})`;
      return `(array_agg(${value} order by r.at ${order}, r.id ${order}) ${having})[1]`;
    }
  }
}

/** The same over the totals `t (n, v)` of one person, of whom there are events. @throws Error for a measure that totals cannot answer. */
export function totalSql(measure: Measure): string {
  switch (measure) {
    case 'count':
      return 't.n';
    case 'sum':
      return 'round(t.v * 10000)';
    case 'average':
      return 'round(round(t.v * 10000) / nullif(t.n, 0)::float8)';
    default:
      throw new Error(`Totals do not know the ${measure}`);
  }
}

const compareSql: Record<CountOp, string> = { gte: '>=', gt: '>', lte: '<=', lt: '<', eq: '=', neq: '<>' };

/** The check of a measured expression; null, or false, where nothing was measured. */
export function checkSql(context: Testing, check: Check, measure: Measure, measured: string): string {
  const { statement: s } = context;
  const bound = (n: number) => (measure === 'count' ? s.int(n) : s.float(n));
  switch (check.op) {
    case 'test':
      return `(${measured} is not null and ${valueTestSql(context, jsonSource(`(${measured})::jsonb`), check.test)})`;
    case 'between':
      return `(${measured} between ${bound(check.low)} and ${bound(check.high)})`;
    case 'outside':
      return `(${measured} < ${bound(check.low)} or ${measured} > ${bound(check.high)})`;
    default:
      return `${measured} ${compareSql[check.op]} ${bound(check.bound)}`;
  }
}
