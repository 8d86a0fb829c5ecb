import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DestinationRow } from '@/plugins/kit/types';
import { googleCustomerMatch } from '../google-customer-match';
import { metaAudience } from '.';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

const row = (traits: Record<string, unknown>, identifiers: [string, string][]): DestinationRow => ({
  id: '1',
  kind: 'enter',
  at: '2026-01-01T00:00:00.000Z',
  segment: null,
  profile: { id: 'p', previousIds: [], traits, identifiers: identifiers.map(([type, value]) => ({ type, value })) },
});

const person = row(
  {
    first_name: 'Zoë ',
    last_name: "O'Brien",
    postcode: '94104-1207',
    country: 'US',
    city: 'New York',
    state: 'NY',
    gender: 'Female',
    birth_date: '1980-02-03',
  },
  [
    ['email', 'zoe.q@gmail.com'],
    ['email', 'second@example.com'],
    ['phone', '+16505551234'],
    ['user_id', 'not for others'],
  ],
);
const named = (destination: typeof metaAudience, line: string[] | null) =>
  destination.header.map((name, i) => [name, line?.[i] ?? ''] as const).filter(([, value]) => value !== '');

test('Meta: every value in its own normal form and hashed', () => {
  expect(named(metaAudience, metaAudience.line(person))).toEqual([
    ['email', sha('zoe.q@gmail.com')],
    ['email', sha('second@example.com')],
    ['phone', sha('16505551234')],
    ['fn', sha('zoë')],
    ['ln', sha('obrien')],
    ['zip', sha('94104')],
    ['ct', sha('newyork')],
    ['st', sha('ny')],
    ['country', sha('us')],
    ['dob', sha('19800203')],
    ['gen', sha('f')],
  ]);
});

test('Google: dots of its own mail do not count, country and postcode stay plain', () => {
  expect(named(googleCustomerMatch, googleCustomerMatch.line(person))).toEqual([
    ['Email', sha('zoeq@gmail.com')],
    ['Email', sha('second@example.com')],
    ['Phone', sha('+16505551234')],
    ['First Name', sha('zoë')],
    ['Last Name', sha("o'brien")],
    ['Country', 'us'],
    ['Zip', '94104-1207'],
  ]);
});

test('Google matches by an address only when it is whole', () => {
  const half = row({ first_name: 'Ann', postcode: 'N1' }, [['email', 'ann@example.com']]);
  expect(named(googleCustomerMatch, googleCustomerMatch.line(half))).toEqual([['Email', sha('ann@example.com')]]);
});

test('who has nothing to be known by gets no line, and nothing that is not mapped leaves', () => {
  const nobody = row({ first_name: 'Ann', income: 5 }, [['user_id', 'u1']]);
  expect(metaAudience.line(nobody)).toBeNull();
  expect(googleCustomerMatch.line(nobody)).toBeNull();
  expect(JSON.stringify(metaAudience.line(person))).not.toContain('not for others');
});
