import type { Duration } from './duration';
import type { Period } from './period';
import type { ValueOp } from './value-schema';
import { durationText, momentText, quote, type Words } from './words';

/** A comparison as a sentence needs it; `named` when the value is a text that is already put into words. */
export type SaidTest = {
  op: ValueOp;
  value?: unknown;
  named?: boolean;
  fold?: true | undefined;
  missing?: 'include' | 'exclude' | undefined;
};

/** "country is one of DE, FR": one comparison of a named value, shared by traits and event properties. */
export function testText(name: string, test: SaidTest, words: Words): string {
  const { t } = words;
  const said =
    specialText(name, test, words) ?? t(`test.${test.op}`, { name, value: test.named ? String(test.value) : valueText(test, words) });
  const folded = test.fold ? t('test.folded', { test: said }) : said;
  return test.missing ? t(`test.missing.${test.missing}`, { test: folded }) : folded;
}

/** Comparisons that are no name, operator and value in a row. */
function specialText(name: string, { op, value }: SaidTest, { t, format }: Words): string | undefined {
  if (op === 'in_calendar' || op === 'not_in_calendar') return t(`test.${op}`, { name, value: periodText(value as Period, t) });
  if (op === 'anniversary') {
    const { days } = value as { days: number };
    return days === 0 ? t('test.anniversaryToday', { name }) : t('test.anniversary', { name, days });
  }
  if (op === 'length') {
    const { op: how, n } = value as { op: string; n: number };
    return t('test.length', { name, op: t(`countOp.${how}`), count: n, value: format.number(n) });
  }
  return undefined;
}

/** "this month", "in the week 3 weeks ago". */
export function periodText({ unit, offset }: Period, t: Words['t']): string {
  const key = offset === 0 ? 'this' : offset === -1 ? 'last' : offset === 1 ? 'next' : offset < 0 ? 'ago' : 'ahead';
  return t(`dates.${key}.${unit}`, { n: Math.abs(offset) });
}

function valueText({ op, value }: SaidTest, words: Words): string {
  const { format } = words;
  if (!Array.isArray(value)) return oneText(value, op, words);
  if (op === 'between' || op === 'not_between') return format.list(value.map((v) => oneText(v, op, words)));
  const shown = value.slice(0, 5).map((v) => oneText(v, op, words));
  const all = value.length > 5 ? [...shown, `… ${format.number(value.length - 5)}`] : shown;
  return op === 'includes_all' ? format.list(all) : format.list(all, 'disjunction');
}

const dated: readonly ValueOp[] = ['before', 'after', 'between', 'not_between'];

function oneText(value: unknown, op: ValueOp, words: Words): string {
  if (typeof value === 'number') return words.format.number(value);
  if (typeof value === 'string') return dated.includes(op) ? momentText(value, words) : quote(value);
  if (value !== null && typeof value === 'object') return durationText(value as Duration, words);
  return value === undefined ? '' : words.t(`test.boolean.${String(value)}`);
}
