import type { Statement } from '../../core/statement';
import { pathSql } from '../value-path';
import { jsonSource } from '../value-source';
import type { Measure, PropertyRef } from './measure';

/** Numbers beyond this do not count: so that no sum overflows. */
export const LARGEST_NUMBER = 1e15;

/** A property inside a jsonb expression, through objects only: a list has no property. */
export const propertySql = (s: Statement, json: string, { property, path = [] }: PropertyRef): string =>
  pathSql(s, json, [property, ...path]);

/** What `read` makes of a jsonb expression, which is taken out of its document once, however often it is looked at. */
export const takenOnce = (json: string, read: (json: string) => string): string =>
  `(select ${read('f.j')} from (select ${json} as j offset 0) f)`;

/** The number in a property, in ten-thousandths; null when there is none. */
function numberSql(json: string): string {
  const { number } = jsonSource(json);
  return `(case when abs(${number}) <= ${LARGEST_NUMBER} then round(${number} * 10000) end)`;
}

/** The JSON text of a property that is a text, a number or a boolean: by it values are told apart, and put in order. */
const keySql = (json: string): string => `(case when jsonb_typeof(${json}) in ('string', 'number', 'boolean') then ${json}::text end)`;

const ofKeys: readonly Measure[] = ['distinct', 'most_frequent', 'latest', 'first'];

/** What a measure reads of an event `e` beside its moment and value; undefined when nothing. */
export function measuredValue(s: Statement, { measure, of }: { measure: Measure; of?: PropertyRef | undefined }): string | undefined {
  if (!of || measure === 'count') return undefined;
  return takenOnce(propertySql(s, 'e.properties', of), ofKeys.includes(measure) ? keySql : numberSql);
}
