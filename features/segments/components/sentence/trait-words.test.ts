import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { createFormat } from '@/lib/format';
import type { AppLocale } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import { traitClause } from '../../conditions/trait/sentence';
import { opsByType } from '../../conditions/value-ops';
import type { Words } from '../../conditions/words';
import { nodeSchema } from '../../schema';

function words(locale: AppLocale): Words {
  const t = createTranslator({ locale, messages: loadMessages(locale, true), namespace: 'segments' }) as unknown as Words['t'];
  const none = new Map<string, string>();
  const names = { segments: none, purposes: none, channels: none, lists: none, campaigns: none, sources: none };
  return { t, event: (name) => name, format: createFormat({ locale, timeZone: 'Europe/Berlin', currency: 'EUR' }), names };
}

const say = (given: object, locale: AppLocale = 'en') => {
  const rule = nodeSchema.parse({ kind: 'trait', ...given });
  return traitClause(rule as Parameters<typeof traitClause>[0], words(locale)).replace(/[\u2068\u2069]/g, '');
};
const city = { trait: 'city' };
const due = { trait: 'due' };

describe('in English', () => {
  test.each([
    [{ ...city, op: 'eq', value: 'Köln', fold: true }, 'whose city is Köln (whatever the case and accents)'],
    [{ ...city, op: 'neq', value: 'Bonn', missing: 'exclude' }, 'whose city is not Bonn and is known'],
    [{ ...city, op: 'starts_with', value: 'K', missing: 'include' }, 'whose city starts with K or is not known'],
    [{ trait: 'address', path: ['home', 'city'], op: 'not_empty' }, 'whose address › home › city is not empty'],
    [{ trait: 'code', op: 'matches', value: '^A[0-9]{3}$' }, 'whose code matches the pattern ^A[0-9]{3}$'],
    [{ trait: 'points', op: 'not_between', value: [10, 1500] }, 'whose points is not between 10 and 1,500'],
    [{ trait: 'points', op: 'gt', than: { trait: 'goal' } }, 'whose points is more than goal'],
    [{ trait: 'tags', op: 'includes_all', value: ['a', 'b', true] }, 'whose tags includes all of a, b, and true'],
    [{ trait: 'tags', op: 'length', value: { op: 'lt', n: 2 } }, 'whose tags has fewer than 2 items'],
    [{ ...due, op: 'in_calendar', value: { unit: 'day', offset: 0 } }, 'whose due falls today'],
    [{ ...due, op: 'not_in_calendar', value: { unit: 'quarter', offset: -1 } }, 'whose due does not fall last quarter'],
    [{ ...due, op: 'in_calendar', value: { unit: 'week', offset: 3 } }, 'whose due falls in the week 3 weeks ahead'],
    [{ ...due, op: 'before_last', value: { days: 30 } }, 'whose due is more than 30 days ago'],
    [{ ...due, op: 'after_next', value: { weeks: 1 } }, 'whose due is more than 1 week ahead'],
    [{ ...due, op: 'anniversary', value: { days: 0 } }, 'whose due has its anniversary today'],
    [{ ...due, op: 'anniversary', value: { days: 7 } }, 'whose due has its anniversary today or within the next 7 days'],
  ])('%j', (given, sentence) => expect(say(given)).toBe(sentence));
});

describe('in Persian', () => {
  test.each([
    [{ ...city, op: 'eq', value: 'Köln', fold: true }, 'که city برابر Köln است (بی‌توجه به کوچکی و بزرگی حروف و نشانه‌ها)'],
    [{ ...city, op: 'neq', value: 'Bonn', missing: 'exclude' }, 'که city برابر Bonn نیست و معلوم است'],
    [{ trait: 'points', op: 'not_between', value: [10, 1500] }, 'که points بیرون از ۱۰ و ۱٬۵۰۰ است'],
    [{ ...due, op: 'in_calendar', value: { unit: 'month', offset: -1 } }, 'که due ماه گذشته می‌افتد'],
    [{ ...due, op: 'before_last', value: { days: 30 } }, 'که بیش از ۳۰ روز از due گذشته است'],
    [{ ...due, op: 'anniversary', value: { days: 7 } }, 'که سالگرد due امروز یا در ۷ روز آینده است'],
  ])('%j', (given, sentence) => expect(say(given, 'fa')).toBe(sentence));
});

test.each(['en', 'fa'] as const)('every operator has its name, its group and its sentence: %s', (locale) => {
  const { t } = words(locale);
  for (const op of new Set(Object.values(opsByType).flat())) {
    for (const key of [`op.${op}`, `test.${op}`]) expect(t(key, { name: 'a', value: 'b', days: 1, op: 'c', count: 1 })).not.toContain(key);
  }
});
