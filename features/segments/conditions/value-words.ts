import type { Duration } from './duration';
import { durationText, momentText, quote, type Words } from './words';

/** "country is one of DE, FR": one comparison of a named value, shared by traits and event properties. */
export function testText(name: string, op: string, value: unknown, words: Words): string {
  return words.t(`test.${op}`, { name, value: op === 'between' ? pairText(value, words) : valueText(value, op, words) });
}

function pairText(value: unknown, words: Words): string {
  return Array.isArray(value) ? words.format.list(value.map((v) => valueText(v, 'between', words))) : '';
}

function valueText(value: unknown, op: string, words: Words): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, 5).map((v) => valueText(v, op, words));
    return words.format.list(value.length > 5 ? [...shown, `… ${words.format.number(value.length - 5)}`] : shown, 'disjunction');
  }
  if (typeof value === 'number') return words.format.number(value);
  if (typeof value === 'string') return ['before', 'after', 'between'].includes(op) ? momentText(value, words) : quote(value);
  if (value !== null && typeof value === 'object') return durationText(value as Duration, words);
  return value === undefined ? '' : String(value);
}
