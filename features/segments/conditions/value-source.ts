import type { BuiltInTrait } from '../constants';
import { builtInTraits } from '../constants';
import type { Statement } from '../core/statement';
import { DAY_MS, LOCAL_MOMENT, ZONED_MOMENT } from './moment';

/** Texts that count as numbers, short enough to be exact in float8. One pattern for TypeScript and PostgreSQL. */
export const NUMBER_TEXT = '^-?([0-9]{1,15}|[0-9]{1,9}[.][0-9]{1,6})$';

/** A value as SQL, in each of its readings; a reading that does not apply is null. Column and patterns are ours, never the rule's. */
export type ValueSource = {
  exists: string;
  json: string;
  text: string;
  number: string;
  /** Whether the value is a number, and not a text that reads like one. */
  isNumber: string;
  moment: string;
  /** What the text begins with, where the moment is read from a text: the day, if it is one. */
  day?: string;
  /** Whether the moment is given as a whole day, which has the same date in every zone. */
  isDay: string;
  isArray: string;
};

/** A value inside a jsonb document, such as `p.traits->$3::text`. */
export function jsonSource(json: string): ValueSource {
  const text = `(case when jsonb_typeof(${json}) = 'string' then (${json}) #>> '{}' end)`;
  return {
    exists: `jsonb_typeof(${json}) <> 'null'`,
    json: `(${json})`,
    text,
    number: `(case jsonb_typeof(${json}) when 'number' then (${json})::numeric
      when 'string' then case when (${json}) #>> '{}' ~ '${NUMBER_TEXT}' then ((${json}) #>> '{}')::numeric end end)`,
    isNumber: `jsonb_typeof(${json}) = 'number'`,
    moment: momentOf(text),
    day: `left(${text}, 10) collate "C"`,
    isDay: `char_length(${text}) = 10`,
    isArray: `jsonb_typeof(${json}) = 'array'`,
  };
}

/** Text as a moment, to the millisecond; null when it is none. The cast cannot fail: the patterns let only real dates pass. */
function momentOf(text: string): string {
  return `(case when ${text} ~ '${ZONED_MOMENT}' then date_trunc('milliseconds', (${text})::timestamptz)
    when ${text} ~ '${LOCAL_MOMENT}' then date_trunc('milliseconds', (${text})::timestamp at time zone 'UTC') end)`;
}

/** Tells by the first letters of the text, before the moment is read, that it does not lie in `[from, to]`; false or null then. */
export function nearSql(s: Statement, { day }: ValueSource, { from, to }: { from: Date; to: Date }): string {
  // Zones are less than a day from UTC.
  const dayOf = (at: Date, by: number) => s.text(new Date(at.getTime() + by).toISOString().slice(0, 10));
  return day ? `${day} between ${dayOf(from, -DAY_MS)} and ${dayOf(to, DAY_MS)} and ` : '';
}

/** A column of `profiles p` that rules read like a trait. */
export function builtInSource(trait: BuiltInTrait): ValueSource {
  const column = `p.${trait}`;
  const type = builtInTraits[trait];
  return {
    exists: `${column} is not null`,
    json: 'null::jsonb',
    text: type === 'string' ? column : 'null::text',
    number: type === 'number' ? `${column}::numeric` : 'null::numeric',
    isNumber: String(type === 'number'),
    moment: type === 'date' ? column : 'null::timestamptz',
    isDay: 'false',
    isArray: 'false',
  };
}
