import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentsFromEvent } from './from-event';

const known = { purposes: new Set(['marketing', 'service']), channels: new Set(['email', 'sms']) };
const read = (categoryPreferences: unknown) => consentsFromEvent({ consent: { categoryPreferences } }, known);

describe('consentsFromEvent', () => {
  it('grants where purpose and channel are named, denies a purpose as a whole', () => {
    expect(read({ 'marketing/email': true, service: false })).toEqual({
      rows: [
        { purpose: 'marketing', channel: 'email', state: 'granted' },
        { purpose: 'service', channel: 'email', state: 'denied' },
        { purpose: 'service', channel: 'sms', state: 'denied' },
      ],
      ignored: 0,
    });
  });

  it.each<[string, unknown]>([
    ['a purpose without a channel', { marketing: true }],
    ['an unknown purpose', { ads: true, 'ads/email': true }],
    ['an unknown channel', { 'marketing/fax': true }],
    ['a text', { 'marketing/email': 'true' }],
    ['a number', { 'marketing/email': 1 }],
    ['null', { 'marketing/email': null }],
    ['a list', [true]],
    ['a text for all', 'granted'],
    ['prototype keys', JSON.parse('{"__proto__":{"marketing/email":true},"constructor":true}')],
  ])('grants nothing for %s', (_, preferences) => expect(read(preferences).rows).toEqual([]));

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
      expect(consentsFromEvent(context, known)).toEqual({ rows: [], ignored: 0 });
    }
  });
});
