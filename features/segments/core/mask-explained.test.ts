import { expect, it } from 'vitest';
import type { PersonalData } from '@/features/access/types';
import type { Condition } from '../conditions/schemas';
import type { Finding } from '../conditions/types';
import { maskExplained } from './mask-explained';

const flags = new Map([
  ['company', { personal: false }],
  ['points', { personal: false }],
]);
const seen = (personalData: PersonalData, condition: Condition, finding: Finding): Record<string, unknown> => {
  const masked = maskExplained({ met: true, condition, finding }, { personalData, flags });
  if (!('finding' in masked)) throw new Error('A condition stays one');
  return masked.finding;
};

const measure = (measured: unknown): Finding => ({
  kind: 'event',
  profileId: '',
  from: null,
  to: '',
  beginless: false,
  count: 1,
  sum: 0,
  measured,
  events: [],
});
const most = (of: { property: string; path?: string[] }): Condition => ({
  kind: 'event',
  event: 'Order',
  measure: 'maximum',
  of,
  op: 'gte',
  amount: 1,
});
const latest = (of: { property: string; path?: string[] }): Condition => ({
  kind: 'event',
  event: 'Order',
  measure: 'latest',
  of,
  test: { op: 'exists' },
});

it.each([
  ['a number of a personal property', most({ property: 'phone' }), 447700900123, true],
  ['a number of a personal property by its words', most({ property: 'birth_year' }), 1984, true],
  ['a number inside an object', most({ property: 'form', path: ['ssn'] }), 123456789, true],
  ['a number inside a personal object', most({ property: 'contact', path: ['n'] }), 44770, true],
  ['a number of a thing', most({ property: 'discount' }), 12345, false],
  ['a value', latest({ property: 'anything' }), 'Bauer', true],
  ['a value of what a harmless trait is called', latest({ property: 'company' }), 'Acme', false],
  ['a value inside what a harmless trait is called', latest({ property: 'company', path: ['contact_email'] }), 'ann@example.com', true],
  ['a value inside that with any name', latest({ property: 'company', path: ['founder'] }), 'Bauer', true],
])('%s, measured of events', (_, condition, measured, hidden) => {
  expect(seen('full', condition, measure(measured)).measured).toBe(measured);
  for (const role of ['masked', 'none'] as const)
    expect(seen(role, condition, measure(measured)).measured === measured, role).toBe(!hidden);
});

it('tells nothing of the place of a personal number among others', () => {
  const rank = (trait: string): Condition => ({ kind: 'rank', trait, op: 'top', unit: 'percent', value: 10 });
  const stamp = { version: 1, at: '', people: 1, few: true };
  const finding: Finding = { kind: 'rank', found: 51234, percentile: 99, low: 51234, high: 51300, stamp };
  expect(seen('none', rank('income'), finding)).toEqual({ kind: 'rank', found: '•••', percentile: null, low: null, high: null, stamp });
  expect(seen('none', rank('income'), { ...finding, found: null })).toMatchObject({ found: null, percentile: null, low: null, high: null });
  expect(seen('none', rank('points'), finding)).toEqual(finding);
  expect(seen('none', rank('spend'), finding)).toEqual(finding);
});
