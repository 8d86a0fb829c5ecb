import { describe, expect, test } from 'vitest';
import { chooseLocale, directionOf } from './config';

describe('chooseLocale', () => {
  test.each([
    ['fa', 'en', 'fa'],
    [undefined, 'fa-IR,fa;q=0.9,en;q=0.8', 'fa'],
    [undefined, 'de-DE,de;q=0.9,fa;q=0.2,en;q=0.7', 'en'],
    ['xx', null, 'en'],
    [undefined, '', 'en'],
    [undefined, ';;;q=,,', 'en'],
  ] as const)('cookie %s, browser %s → %s', (cookie, accepted, expected) => {
    expect(chooseLocale(cookie, accepted)).toBe(expected);
  });
});

test('directions', () => {
  expect([directionOf('en'), directionOf('fa'), directionOf('zz')]).toEqual(['ltr', 'rtl', 'ltr']);
});
