import { assertUnreachable } from '@/lib/errors';
import type { Statement } from '../core/statement';
import { inPeriod, isAnniversary, periodHull } from './calendar-sql';
import { durationMs } from './duration';
import { countSql, includesAny } from './list-sql';
import { momentEnd, momentStart } from './moment';
import { readPattern } from './pattern';
import type { CompileContext } from './types';
import type { AbsoluteTest, RelativeTest, ValueTest } from './value-schema';
import { nearSql, type ValueSource } from './value-source';
import type { Zoned } from './zone';

type Scalar = string | number | boolean;
/** What any comparison needs; `zoneSql`: see `byZone`. */
export type Testing = Pick<CompileContext, 'statement' | 'now' | 'catalogue'> & Pick<Zoned, 'zoneSql'>;

const holds = (condition: string) => `((${condition}) is true)`;
const fails = (condition: string) => `((${condition}) is not true)`;
export const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Any comparison as SQL that is never null. Those of the calendar read the person's zone. */
export const valueTestSql = (context: Testing, source: ValueSource, test: ValueTest): string =>
  isRelative(test) ? settled(source, test, relativeSql(context, source, test)) : testSql(context.statement, source, test);

/** What is said of a missing value in place of the operator's own answer. */
function settled(source: ValueSource, test: { missing?: 'include' | 'exclude' | undefined }, sql: string): string {
  if (!test.missing) return sql;
  return test.missing === 'include' ? `(${sql} or ${fails(source.exists)})` : `(${sql} and ${holds(source.exists)})`;
}

const relativeOps: readonly string[] = [
  'in_last',
  'in_next',
  'not_in_last',
  'before_last',
  'after_next',
  'in_calendar',
  'not_in_calendar',
  'anniversary',
] satisfies RelativeTest['op'][];
/** Whether the comparison's answer changes by time alone. */
export const isRelative = (test: ValueTest): test is RelativeTest => relativeOps.includes(test.op);

/** A comparison that time does not change as SQL that is never null: a missing value compares as false, and the negative operators are the opposite of theirs. */
export const testSql = (s: Statement, source: ValueSource, test: AbsoluteTest): string =>
  settled(source, 'missing' in test ? test : {}, absoluteSql(s, source, test));

function absoluteSql(s: Statement, source: ValueSource, test: AbsoluteTest): string {
  switch (test.op) {
    case 'eq':
      return holds(equals(s, source, test));
    case 'neq':
      return fails(equals(s, source, test));
    case 'in':
      return holds(oneOf(s, source, test));
    case 'not_in':
      return fails(oneOf(s, source, test));
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with':
      return partSql(s, source, test);
    case 'matches':
      return holds(`${source.text} ~ ${s.text(patternOf(test.value))}`);
    case 'not_matches':
      return fails(`${source.text} ~ ${s.text(patternOf(test.value))}`);
    case 'exists':
      return holds(source.exists);
    case 'not_exists':
      return fails(source.exists);
    case 'empty':
      return holds(isEmpty(source));
    case 'not_empty':
      return `(${holds(source.exists)} and ${fails(isEmpty(source))})`;
    case 'is_true':
      return holds(`${source.json} = 'true'::jsonb`);
    case 'is_false':
      return holds(`${source.json} = 'false'::jsonb`);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return holds(`${source.number} ${compareSigns[test.op]} ${s.numeric(test.value)}`);
    case 'between':
      return holds(between(s, source, test.value));
    case 'not_between':
      return holds(`not (${between(s, source, test.value)})`);
    case 'before':
      return holds(`${source.moment} < ${s.at(new Date(momentStart(test.value)))}`);
    case 'after':
      return holds(`${source.moment} >= ${s.at(new Date(momentEnd(test.value)))}`);
    case 'includes':
      return holds(includesAny(s, source, [test.value], test.fold));
    case 'not_includes':
      return fails(includesAny(s, source, [test.value], test.fold));
    case 'includes_any':
      return holds(includesAny(s, source, test.value, test.fold));
    case 'includes_none':
      return fails(includesAny(s, source, test.value, test.fold));
    case 'includes_all':
      return holds(test.value.map((value) => `(${includesAny(s, source, [value], test.fold)})`).join(' and '));
    case 'length':
      return holds(`${countSql(source)} ${compareSigns[test.value.op]} ${s.int(test.value.n)}`);
    default:
      return assertUnreachable(test);
  }
}

function relativeSql(context: Testing, source: ValueSource, test: RelativeTest): string {
  const { statement: s, now } = context;
  const ago = (ms: number) => s.at(after(now, -ms));
  const near = (from: Date, to: Date) => nearSql(s, source, { from, to });
  switch (test.op) {
    case 'in_last':
      return holds(
        `${near(after(now, -durationMs(test.value)), now)}${source.moment} > ${ago(durationMs(test.value))} and ${source.moment} <= ${s.at(now)}`,
      );
    case 'not_in_last':
      return holds(`${source.moment} <= ${ago(durationMs(test.value))} or ${source.moment} > ${s.at(now)}`);
    case 'before_last':
      return holds(`${source.moment} <= ${ago(durationMs(test.value))}`);
    case 'in_next':
      return holds(
        `${near(now, after(now, durationMs(test.value)))}${source.moment} > ${s.at(now)} and ${source.moment} <= ${ago(-durationMs(test.value))}`,
      );
    case 'after_next':
      return holds(`${source.moment} > ${s.at(after(now, durationMs(test.value)))}`);
    case 'in_calendar':
      return holds(`${nearSql(s, source, periodHull(context.catalogue, test.value, now, now))}${inPeriod(context, source, test.value)}`);
    case 'not_in_calendar':
      return holds(`not ${inPeriod(context, source, test.value)}`);
    case 'anniversary':
      return holds(isAnniversary(context, source, test.value.days));
    default:
      return assertUnreachable(test);
  }
}

/** How each comparison of numbers is written in SQL. */
export const compareSigns = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The pattern as both engines read it. @throws Error on one that cannot be read: schemas refuse it */
function patternOf(text: string): string {
  const pattern = readPattern(text);
  if (!pattern.ok) throw new Error('Not a pattern');
  return pattern.source;
}

const isEmpty = ({ text, json }: ValueSource): string => `${text} = '' or ${json} in ('[]'::jsonb, '{}'::jsonb)`;
/** Text as it is compared: without regard to case and accents when asked. */
const compared = (text: string, fold: true | undefined): string => (fold ? `fold_text(${text})` : text);

function equals(s: Statement, source: ValueSource, { value, fold }: { value: Scalar; fold?: true | undefined }): string {
  if (typeof value === 'string') return `${compared(source.text, fold)} = ${compared(s.text(value), fold)}`;
  if (typeof value === 'number') return `${source.number} = ${s.numeric(value)}`;
  return `${source.json} = ${s.json(value)}`;
}

type Listed = { value: readonly (string | number)[]; fold?: true | undefined };

function oneOf(s: Statement, source: ValueSource, { value, fold }: Listed): string {
  const texts = value.filter((v) => typeof v === 'string');
  const numbers = value.filter((v) => typeof v === 'number');
  const list = () => (fold ? `array(select fold_text(w) from unnest(${s.texts(texts)}) w)` : s.texts(texts));
  const parts = [
    ...(texts.length ? [`${compared(source.text, fold)} = any(${list()})`] : []),
    ...(numbers.length ? [`${source.number} = any(${s.numerics(numbers)})`] : []),
  ];
  return parts.map((part) => `(${part}) is true`).join(' or ');
}

type Part = Extract<AbsoluteTest, { op: 'contains' | 'not_contains' | 'starts_with' | 'ends_with' }>;

function partSql(s: Statement, source: ValueSource, { op, value, fold }: Part): string {
  const [text, part] = [compared(source.text, fold), compared(s.text(value), fold)];
  if (op === 'starts_with') return holds(`starts_with(${text}, ${part})`);
  if (op === 'ends_with') return holds(`right(${text}, char_length(${part})) = ${part}`);
  return (op === 'contains' ? holds : fails)(`strpos(${text}, ${part}) > 0`);
}

function between(s: Statement, source: ValueSource, [low, high]: readonly [number, number] | readonly [string, string]): string {
  if (typeof low === 'number' && typeof high === 'number') return `${source.number} between ${s.numeric(low)} and ${s.numeric(high)}`;
  return `${source.moment} >= ${s.at(new Date(momentStart(String(low))))} and ${source.moment} < ${s.at(new Date(momentEnd(String(high))))}`;
}
