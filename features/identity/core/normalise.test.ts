import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromNodeKey, isBlocked, nodeKey, normaliseEmail, normaliseIdentifier, normalisePhone, normaliseType } from './normalise';

describe('normaliseIdentifier', () => {
  it('trims a user id and keeps its case', () => {
    expect(normaliseIdentifier('user_id', '  AbC ')).toEqual({ type: 'user_id', value: 'AbC', display: 'AbC' });
    expect(normaliseIdentifier('user_id', 4711)?.value).toBe('4711');
  });

  it('folds e-mail by NFKC, case and space, without provider rules', () => {
    expect(normaliseEmail('  Ann.B+Tag@EXAMPLE.com ')).toBe('ann.b+tag@example.com');
    expect(normaliseEmail('ａnn@example.com')).toBe('ann@example.com');
    expect(normaliseEmail('not an address')).toBeUndefined();
  });

  it('reads phone numbers in any spelling and script', () => {
    expect(normalisePhone('020 7946 0018', 'GB')).toBe('+442079460018');
    expect(normalisePhone('+44 (0)20 7946 0018')).toBe('+442079460018');
    expect(normalisePhone('0044 20 7946 0018')).toBe('+442079460018');
    expect(normalisePhone('+۴۴ ۲۰ ۷۹۴۶ ۰۰۱۸')).toBe('+442079460018');
    expect(normalisePhone('०२० ७९४६ ००१८', 'GB')).toBe('+442079460018');
    expect(normalisePhone('020 7946 0018')).toBeUndefined();
    expect(normalisePhone('0000000000', 'GB')).toBeUndefined();
  });

  it('does not promote placeholders', () => {
    for (const value of ['', '0', '000-000', '-1', 'null', 'NULL', 'undefined', 'None', 'anonymous', 'n/a', ' - ']) {
      expect(normaliseIdentifier('user_id', value)).toBeUndefined();
    }
    expect(normaliseIdentifier('email', 'Test@Test.com')).toBeUndefined();
    expect(normaliseIdentifier('user_id', { a: 1 })).toBeUndefined();
    expect(normaliseIdentifier('user_id', 'x'.repeat(300))).toBeUndefined();
    expect(isBlocked('ann@example.com')).toBe(false);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.constantFrom('user_id', 'email', 'phone', 'anonymous_id', 'crm_id'), fc.string({ unit: 'grapheme' }), (type, raw) => {
        const once = normaliseIdentifier(type, raw, 'GB');
        if (once) expect(normaliseIdentifier(type, once.value, 'GB')?.value).toBe(once.value);
      }),
    );
  });

  it('keeps custom types apart from the built-in ones', () => {
    expect(normaliseType('Loyalty Card')).toBe('loyalty_card');
    expect(normaliseType('shared_anonymous_id')).toBeUndefined();
    expect(normaliseType('a:b')).toBeUndefined();
    expect(fromNodeKey(nodeKey('crm_id', 'a:b'))).toEqual({ type: 'crm_id', value: 'a:b' });
  });
});
