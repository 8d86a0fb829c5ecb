import { describe, expect, test } from 'vitest';
import { passwordFault } from './password-policy';

describe('passwordFault', () => {
  test.each([
    ['short1!', 'too_short'],
    ['x'.repeat(201), 'too_long'],
    ['password123', 'too_common'],
    ['P@ssw0rd2024!', 'too_common'],
    ['1234567890', 'too_common'],
    ['0987654321', 'too_common'],
    ['qwertyuiop', 'too_common'],
    ['qwerty12345', 'too_common'],
    ['iloveyou2025', 'too_common'],
    ['aaaaaaaaaaaa', 'too_common'],
    ['abcabcabcabc', 'too_common'],
    ['Summer2026!!', 'too_common'],
    ['footballfootball', 'too_common'],
    ['Annabelle1987', 'too_personal'],
    ['annabelle@shop', undefined],
  ])('%s is %s', (password, fault) => {
    expect(passwordFault(password, ['annabelle@example.com', 'Annabelle Lee'])).toBe(fault);
  });

  test.each(['correct horse battery', 'tessera-admin-1', 'گذرواژه‌ای بلند', 'x7#kQ92mPv!a', 'ten chars!'])('accepts %s', (password) => {
    expect(passwordFault(password, ['ann@example.com'])).toBeUndefined();
  });

  test('accepts what password managers make, of 64 characters and more', () => {
    expect(passwordFault('kV9!xQ2@mZ7#'.repeat(8))).toBeUndefined();
  });
});
