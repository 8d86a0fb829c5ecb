import { describe, expect, it } from 'vitest';
import { type Knowledge, matches, type VerifyField } from './verify';

const known: Knowledge = {
  name: 'Łukasz Świątek',
  traits: { address: { postalCode: 'SW1A 1AA' }, birthday: '1990-02-28T00:00:00Z', zip: 10115 },
  identifiers: [
    { type: 'email', value: 'lukasz@example.com' },
    { type: 'phone', value: '+48601234567' },
  ],
  numbers: ['gb-536365'],
};

describe('matches', () => {
  it.each<[VerifyField, string]>([
    ['name', 'lukasz swiatek'],
    ['name', 'Świątek, Łukasz'],
    ['email', ' LUKASZ@example.com'],
    ['phone', '+48 601 234 567'],
    ['phone', '0601234567'],
    ['phone', '601 234 567'],
    ['postcode', 'sw1a1aa'],
    ['postcode', '10115'],
    ['birthDate', '28.2.1990'],
    ['birthDate', '1990-02-28'],
    ['birthDate', '2/28/1990'],
    ['birthDate', '۲۸.۲.۱۹۹۰'],
    ['orderNumber', 'GB-536365 '],
  ])('%s: %s matches', (field, said) => expect(matches(field, said, known)).toBe(true));

  it.each<[VerifyField, string]>([
    ['name', 'Łukasz'],
    ['name', ' '],
    ['email', 'lukasz@example'],
    ['email', 'x'],
    ['phone', '4567'],
    ['phone', '1234567'],
    ['postcode', 'SW1A'],
    ['postcode', '-'],
    ['birthDate', '1990'],
    ['birthDate', '2/3/1990'],
    ['orderNumber', '536365'],
  ])('%s: %s does not', (field, said) => expect(matches(field, said, known)).toBe(false));

  it('matches nothing where nothing is known', () => {
    const nothing: Knowledge = { name: null, traits: {}, identifiers: [], numbers: [] };
    for (const field of ['name', 'email', 'phone', 'postcode', 'birthDate', 'orderNumber'] as const) {
      expect(matches(field, 'x', nothing)).toBe(false);
      expect(matches(field, '', nothing)).toBe(false);
    }
  });
});
