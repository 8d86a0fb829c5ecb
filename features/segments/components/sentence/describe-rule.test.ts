import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { createFormat } from '@/lib/format';
import type { AppLocale } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import type { Words } from '../../conditions/words';
import type { RuleNode } from '../../schema';
import { describeRule } from './describe-rule';

const segmentId = '0192f0c1-2c5f-7c00-8000-000000000001';
const listId = '0192f0c1-2c5f-7c00-8000-000000000002';
const campaignId = '0192f0c1-2c5f-7c00-8000-000000000003';

function words(locale: AppLocale): Words {
  const t = createTranslator({ locale, messages: loadMessages(locale, true), namespace: 'segments' }) as unknown as Words['t'];
  return {
    t,
    event: (name) => name,
    format: createFormat({ locale, timeZone: 'Europe/Berlin', currency: 'EUR' }),
    names: {
      segments: new Map([[segmentId, 'Lapsed']]),
      purposes: new Map([['marketing', 'Marketing']]),
      channels: new Map([['email', 'E-mail']]),
      lists: new Map([[listId, 'Fair']]),
      campaigns: new Map([[campaignId, 'Spring']]),
      sources: new Map(),
    },
  };
}
const say = (rule: RuleNode, locale: AppLocale = 'en') => describeRule(rule, words(locale)).replace(/[\u2068\u2069]/g, '');

describe('in English', () => {
  test.each<[RuleNode, string]>([
    [{ kind: 'trait', trait: 'country', op: 'in', value: ['DE', 'FR'] }, 'People whose country is one of DE or FR.'],
    [
      {
        kind: 'event',
        event: 'Order Completed',
        op: 'gte',
        count: 2,
        window: { last: { days: 30 } },
        where: [{ property: 'revenue', op: 'gte', value: 50 }],
      },
      'People who did Order Completed at least 2 times in the last 30 days, where revenue is at least 50.',
    ],
    [
      { kind: 'event', event: '*', op: 'eq', count: 0, window: { from: '2026-01-31' } },
      'People who never did anything since Jan 31, 2026.',
    ],
    [
      { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gt', amount: 1500 },
      'People whose Order Completed adds up to more than 1,500.',
    ],
    [
      { all: [{ kind: 'trait', trait: 'plan', op: 'exists' }, { not: { kind: 'segment', segmentId } }] },
      'People whose plan is known and who do not match “who are in Lapsed”.',
    ],
    [
      {
        any: [
          { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' },
          {
            all: [
              { kind: 'trait', trait: 'a', op: 'is_true' },
              { kind: 'trait', trait: 'born', op: 'between', value: ['2000-01-01', '2001-01-01'] },
            ],
          },
        ],
      },
      'People who may be contacted for Marketing by E-mail or (whose a is true and whose born is between Jan 1, 2000 and Jan 1, 2001).',
    ],
  ])('%j', (rule, expected) => {
    expect(say(rule)).toBe(expected);
  });
});

test('in Persian, with its digits', () => {
  expect(say({ kind: 'event', event: 'Order Completed', op: 'gte', count: 2, window: { last: { days: 30 } } }, 'fa')).toBe(
    'افرادی که Order Completed را در ۳۰ روز گذشته دست‌کم ۲ بار انجام داده‌اند.',
  );
});
