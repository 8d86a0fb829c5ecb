import type { Format } from '@/lib/format';
import { type Duration, type DurationUnit, unitMs } from '../../conditions/duration';
import type { EventCondition, EventWindow } from '../../conditions/event/schema';
import { isDay } from '../../conditions/moment';
import type { Condition } from '../../conditions/schemas';
import { ANY_EVENT } from '../../constants';
import type { RuleNode } from '../../schema';

/** What a sentence is made with: the words of `messages/<locale>/segments.json`, the reader's format, and names by id or key. */
export type Words = {
  t: (key: string, values?: Record<string, string | number>) => string;
  /** An event's name in words. */
  event: (name: string) => string;
  format: Pick<Format, 'number' | 'date' | 'dateTime' | 'list'>;
  names: { segments: ReadonlyMap<string, string>; purposes: ReadonlyMap<string, string>; channels: ReadonlyMap<string, string> };
};

/** The whole rule as one sentence: "People who did Order Completed at least 2 times in the last 30 days and whose country is DE." */
export const describeRule = (rule: RuleNode, words: Words): string => words.t('sentence.people', { rule: clauseOf(rule, words, true) });

/** One condition or group as a clause: "who are in Lapsed". */
export function clauseOf(rule: RuleNode, words: Words, outermost = false): string {
  const { t } = words;
  if ('not' in rule) return t('sentence.not', { inner: clauseOf(rule.not, words, true) });
  if ('all' in rule || 'any' in rule) {
    const all = 'all' in rule;
    const items = (all ? rule.all : rule.any).map((child) => clauseOf(child, words));
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    if (outermost) return items.reduce((a, b) => t(all ? 'sentence.and' : 'sentence.or', { a, b }));
    return t(all ? 'sentence.groupAll' : 'sentence.groupAny', { items: items.join(t('sentence.separator')) });
  }
  return conditionClause(rule, words);
}

function conditionClause(condition: Condition, words: Words): string {
  const { t, names } = words;
  if (condition.kind === 'trait')
    return t('sentence.trait', {
      test: testText(condition.trait, condition.op, 'value' in condition ? condition.value : undefined, words),
    });
  if (condition.kind === 'event') return eventClause(condition, words);
  if (condition.kind === 'segment') {
    const segment = quote(names.segments.get(condition.segmentId) ?? t('sentence.unknownSegment'));
    return t(condition.op === 'not_in' ? 'sentence.notIn' : 'sentence.in', { segment });
  }
  const purpose = names.purposes.get(condition.purpose) ?? condition.purpose;
  const channel = names.channels.get(condition.channel) ?? condition.channel;
  return t(condition.op === 'granted' ? 'sentence.granted' : 'sentence.notGranted', { purpose, channel });
}

function eventClause(condition: EventCondition, words: Words): string {
  const { t, format } = words;
  const event = condition.event === ANY_EVENT ? t('sentence.anyEvent') : words.event(condition.event);
  const where = condition.where
    ? t('sentence.where', {
        tests: format.list(condition.where.map((f) => testText(f.property, f.op, 'value' in f ? f.value : undefined, words))),
      })
    : '';
  const window = condition.window ? t('sentence.window', { window: windowText(condition.window, words) }) : '';
  if (condition.measure === 'sum')
    return t('sentence.sum', { event, op: t(`sumOp.${condition.op}`), amount: format.number(condition.amount), where, window });
  if (condition.op === 'eq' && condition.count === 0) return t('sentence.never', { event, where, window });
  const times = t('sentence.times', { op: t(`countOp.${condition.op}`), count: condition.count });
  return t('sentence.did', { event, times, where, window });
}

/** "country is one of DE, FR"; shared by traits and event properties. */
function testText(name: string, op: string, value: unknown, words: Words): string {
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

function windowText(window: EventWindow, words: Words): string {
  const { t } = words;
  if ('last' in window) return t('window.last', { duration: durationText(window.last, words) });
  if ('between' in window)
    return t('window.between', { from: durationText(window.between.from, words), to: durationText(window.between.to, words) });
  const from = window.from && momentText(window.from, words);
  const to = window.to && momentText(window.to, words);
  if (from && to) return t('window.range', { from, to });
  return to ? t('window.until', { to }) : t('window.since', { from: from ?? '' });
}

function durationText(duration: Duration, { t }: Words): string {
  const unit = (Object.keys(unitMs) as DurationUnit[]).find((u) => duration[u] !== undefined) ?? 'days';
  return t(`duration.${unit}`, { n: duration[unit] ?? 0 });
}

/** A whole day keeps its date in every zone; a moment is shown in the company's. */
const momentText = (text: string, { format }: Words): string =>
  isDay(text) ? format.date(`${text}T12:00:00Z`) : format.dateTime(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);

/** Isolated, so that a Latin value inside a Persian sentence does not carry the full stop away. */
const quote = (text: string): string => `\u2068${text}\u2069`;
