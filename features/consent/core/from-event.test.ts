import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentsFromEvent } from './from-event';

const known = {
  purposes: new Set(['marketing', 'service']),
  channels: new Set(['email', 'sms']),
  categories: new Map([
    [
      'Advertising',
      [
        { purpose: 'marketing', channel: 'email' },
        { purpose: 'marketing', channel: 'sms' },
      ],
    ],
    ['Gone', [{ purpose: 'archived', channel: 'email' }]],
    ['marketing/email', [{ purpose: 'service', channel: 'sms' }]],
  ]),
};
const read = (categoryPreferences: unknown) => consentsFromEvent({ consent: { categoryPreferences } }, known);
const states = (preferences: unknown) => read(preferences).rows.map((r) => `${r.purpose}/${r.channel}: ${r.state}`);
const faults = (preferences: unknown) => read(preferences).faults.map((f) => f.reason);

describe('consentsFromEvent', () => {
  it('grants where purpose and channel are named, denies a purpose as a whole', () => {
    expect(states({ 'marketing/email': true, service: false })).toEqual([
      'marketing/email: granted',
      'service/email: denied',
      'service/sms: denied',
    ]);
  });

  it('takes a category for what it is mapped to; its own names cannot be mapped away', () => {
    expect(states({ Advertising: true })).toEqual(['marketing/email: granted', 'marketing/sms: granted']);
    expect(states({ Advertising: false })).toEqual(['marketing/email: denied', 'marketing/sms: denied']);
    expect(states({ 'marketing/email': true })).toEqual(['marketing/email: granted']);
    expect(read({ Gone: true })).toEqual({ rows: [], faults: [{ reason: 'unknown_category', category: 'Gone' }] });
  });

  it.each<[string, unknown]>([
    ['a text', 'true'],
    ['a number', 1],
    ['null', null],
    ['a list', [true]],
    ['an object', { value: true }],
    ['2 MB', 'x'.repeat(2 * 1024 * 1024)],
  ])('denies and counts %s where yes or no belongs', (_, value) => {
    expect(states({ 'marketing/email': value })).toEqual(['marketing/email: denied']);
    expect(faults({ 'marketing/email': value })).toEqual(['not_a_boolean']);
  });

  it.each<[string, unknown, string[]]>([
    ['a purpose without a channel', { marketing: true }, ['unknown_category']],
    ['unknown purposes', { ads: true, 'ads/email': true }, ['unknown_category', 'unknown_category']],
    ['an unknown channel', { 'marketing/fax': true }, ['unknown_category']],
    ['a list', [true], ['not_an_object']],
    ['null', null, ['not_an_object']],
    ['a text for all', 'granted', ['not_an_object']],
    ['a thousand levels', JSON.parse(`${'{"a":'.repeat(1000)}true${'}'.repeat(1000)}`), ['unknown_category']],
    ['prototype keys', JSON.parse('{"__proto__":{"marketing/email":true},"constructor":true}'), ['unknown_category', 'unknown_category']],
    ['more than it reads', Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`c${i}`, true])), undefined as never],
  ])('grants nothing for %s, and counts it', (_, preferences, reasons) => {
    expect(states(preferences)).toEqual([]);
    if (reasons) expect(faults(preferences)).toEqual(reasons);
    else expect(faults(preferences)).toContain('too_many');
  });

  it('keeps no key that could be about a person', () => {
    const kept = Object.keys({ 'ann@example.com': 1, '+49 170 1234567': 1, 'id 1234567': 1, Performance: 1, توسعه: 1 }).map(
      (key) => read({ [key]: true }).faults[0]?.category,
    );
    expect(kept).toEqual(['', '', '', 'Performance', 'توسعه']);
  });

  it('grants nothing for what it does not know, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4, withNullPrototype: true }), (anything) => {
        const { rows } = read(anything);
        expect(rows.every((r) => known.purposes.has(r.purpose) && known.channels.has(r.channel))).toBe(true);
        expect(consentsFromEvent(anything, known).rows.filter((r) => r.state === 'granted')).toEqual([]);
      }),
    );
  });

  it('reads no consent where there is none', () => {
    for (const context of [undefined, null, {}, { consent: null }, { consent: {} }, []]) {
      expect(consentsFromEvent(context, known)).toEqual({ rows: [], faults: [] });
    }
  });
});
