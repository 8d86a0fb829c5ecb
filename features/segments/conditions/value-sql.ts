import { assertUnreachable } from '@/lib/errors';
import type { Statement } from '../core/statement';
import { durationMs } from './duration';
import { momentEnd, momentStart } from './moment';
import type { ValueTest } from './value-schema';
import type { ValueSource } from './value-source';

type Scalar = string | number | boolean;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** The comparison as SQL that is never null: a missing value compares as false, and the negative operators are the opposite of theirs. */
export function testSql(s: Statement, source: ValueSource, test: ValueTest, now: Date): string {
  const holds = (condition: string) => `((${condition}) is true)`;
  const fails = (condition: string) => `((${condition}) is not true)`;
  switch (test.op) {
    case 'eq':
      return holds(equals(s, source, test.value));
    case 'neq':
      return fails(equals(s, source, test.value));
    case 'in':
      return holds(oneOf(s, source, test.value));
    case 'not_in':
      return fails(oneOf(s, source, test.value));
    case 'contains':
      return holds(`strpos(${source.text}, ${s.text(test.value)}) > 0`);
    case 'not_contains':
      return fails(`strpos(${source.text}, ${s.text(test.value)}) > 0`);
    case 'starts_with':
      return holds(`starts_with(${source.text}, ${s.text(test.value)})`);
    case 'ends_with':
      return holds(`right(${source.text}, char_length(${s.text(test.value)})) = ${s.text(test.value)}`);
    case 'exists':
      return holds(source.exists);
    case 'not_exists':
      return fails(source.exists);
    case 'is_true':
      return holds(`${source.json} = 'true'::jsonb`);
    case 'is_false':
      return holds(`${source.json} = 'false'::jsonb`);
    case 'gt':
      return holds(`${source.number} > ${s.numeric(test.value)}`);
    case 'gte':
      return holds(`${source.number} >= ${s.numeric(test.value)}`);
    case 'lt':
      return holds(`${source.number} < ${s.numeric(test.value)}`);
    case 'lte':
      return holds(`${source.number} <= ${s.numeric(test.value)}`);
    case 'between':
      return holds(between(s, source, test.value));
    case 'before':
      return holds(`${source.moment} < ${s.at(new Date(momentStart(test.value)))}`);
    case 'after':
      return holds(`${source.moment} >= ${s.at(new Date(momentEnd(test.value)))}`);
    case 'in_last':
      return holds(`${source.moment} > ${s.at(after(now, -durationMs(test.value)))} and ${source.moment} <= ${s.at(now)}`);
    case 'not_in_last':
      return holds(`${source.moment} <= ${s.at(after(now, -durationMs(test.value)))} or ${source.moment} > ${s.at(now)}`);
    case 'in_next':
      return holds(`${source.moment} > ${s.at(now)} and ${source.moment} <= ${s.at(after(now, durationMs(test.value)))}`);
    case 'includes':
      return holds(`${source.isArray} and ${source.json} @> ${s.json([test.value])}`);
    case 'not_includes':
      return fails(`${source.isArray} and ${source.json} @> ${s.json([test.value])}`);
    default:
      return assertUnreachable(test);
  }
}

function equals(s: Statement, source: ValueSource, value: Scalar): string {
  if (typeof value === 'string') return `${source.text} = ${s.text(value)}`;
  if (typeof value === 'number') return `${source.number} = ${s.numeric(value)}`;
  return `${source.json} = ${s.json(value)}`;
}

function oneOf(s: Statement, source: ValueSource, values: readonly (string | number)[]): string {
  const texts = values.filter((v) => typeof v === 'string');
  const numbers = values.filter((v) => typeof v === 'number');
  const parts = [
    ...(texts.length ? [`${source.text} = any(${s.texts(texts)})`] : []),
    ...(numbers.length ? [`${source.number} = any(${s.numerics(numbers)})`] : []),
  ];
  return parts.map((part) => `(${part}) is true`).join(' or ');
}

function between(s: Statement, source: ValueSource, [low, high]: readonly [number, number] | readonly [string, string]): string {
  if (typeof low === 'number' && typeof high === 'number') return `${source.number} between ${s.numeric(low)} and ${s.numeric(high)}`;
  return `${source.moment} >= ${s.at(new Date(momentStart(String(low))))} and ${source.moment} < ${s.at(new Date(momentEnd(String(high))))}`;
}

/** The moments in `(from, to]` at which the test's answer may change by time alone, as a condition on the value; undefined when it never does. */
export function testEdge(s: Statement, source: ValueSource, test: ValueTest, from: Date, to: Date): string | undefined {
  const crossing = (ms: number) => `(${source.moment} > ${s.at(after(from, ms))} and ${source.moment} <= ${s.at(after(to, ms))})`;
  if (test.op === 'in_last' || test.op === 'not_in_last') return `${crossing(0)} or ${crossing(-durationMs(test.value))}`;
  if (test.op === 'in_next') return `${crossing(0)} or ${crossing(durationMs(test.value))}`;
  return undefined;
}
