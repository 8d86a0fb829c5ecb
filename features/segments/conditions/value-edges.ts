import { anniversaryEdge, periodEdge } from './calendar-sql';
import { durationMs } from './duration';
import type { EdgeContext } from './types';
import type { ValueTest } from './value-schema';
import { nearSql, type ValueSource } from './value-source';
import { after, isRelative } from './value-sql';
import type { Zoned } from './zone';

/** The values whose comparison may change in `(from, to]` by time alone, as a condition on them; undefined when there is none. */
export function testEdge(context: EdgeContext & Pick<Zoned, 'zoneSql'>, sourceOf: () => ValueSource, test: ValueTest): string | undefined {
  if (!isRelative(test)) return undefined;
  const crossing = (ms: number) => crossingSql(context, sourceOf(), ms);
  switch (test.op) {
    case 'in_last':
    case 'not_in_last':
      return `${crossing(0)} or ${crossing(-durationMs(test.value))}`;
    case 'in_next':
      return `${crossing(0)} or ${crossing(durationMs(test.value))}`;
    case 'before_last':
      return crossing(-durationMs(test.value));
    case 'after_next':
      return crossing(durationMs(test.value));
    case 'in_calendar':
    case 'not_in_calendar':
      return periodEdge(context, sourceOf, test.value);
    case 'anniversary':
      return anniversaryEdge(context, sourceOf, test.value.days);
  }
}

function crossingSql({ statement: s, ...edge }: EdgeContext, source: ValueSource, ms: number): string {
  const [from, to] = [after(edge.from, ms), after(edge.to, ms)];
  return `(${nearSql(s, source, { from, to })}${source.moment} > ${s.at(from)} and ${source.moment} <= ${s.at(to)})`;
}
