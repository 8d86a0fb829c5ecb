import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needles } from '@/tests/privacy/canary';
import { redactJson, withoutIds } from './redact';
import { finderOf } from './spellings';

const identifier = (type: string, value: string, display = value) => ({ type, value, display, shared: false });
const finder = (...identifiers: ReturnType<typeof identifier>[]) => finderOf({ identifiers, names: [] });

describe('finding a person in texts', () => {
  it('finds an address in every spelling and every hash without a key', () => {
    const display = 'Zoë.Q+News@Quell-Mail.example';
    const email = finder(identifier('email', display.toLowerCase(), display));
    for (const needle of needles([display]).filter((n) => !/[+/=]/.test(n) || n.includes('@')))
      expect([needle, email.finds(`x ${needle} y`)]).toEqual([needle, true]);
    expect(email.finds('zoe.q+news@quell-mail.examples')).toBe(false);
  });

  it('finds a number in any grouping and any digits, and not inside a longer one', () => {
    const phone = finder(identifier('phone', '+4915173024418'));
    for (const text of [
      '+49 (0)151 / 7302-4418',
      '0049 151 73024418',
      '0151 730 244 18',
      '۰۱۵۱۷۳۰۲۴۴۱۸',
      '+49-151-73024418',
      '"phone":4915173024418',
    ])
      expect([text, phone.finds(text)]).toEqual([text, true]);
    for (const text of ['151730244180', '0151 7302 4419', '1517302']) expect([text, phone.finds(text)]).toEqual([text, false]);
  });

  it('finds a short number only under its name', () => {
    const short = finder(identifier('crm_no', '4711'));
    for (const text of ['{"crm_no":"4711"}', '{"crmNo": 4711}', '{"a":1,"crm_no":4711,"b":2}'])
      expect([text, short.finds(text)]).toEqual([text, true]);
    for (const text of ['{"quantity":4711}', '4711', '{"crm_no":"47112"}', 'order 4711'])
      expect([text, short.finds(text)]).toEqual([text, false]);
  });

  it('never finds a device that others use too', () => {
    expect(
      finderOf({ identifiers: [{ ...identifier('anonymous_id', 'shared-tablet-0001'), shared: true }], names: [] }).finds(
        'shared-tablet-0001',
      ),
    ).toBe(false);
  });

  it('finds any value that it was given, wherever it stands, whatever letters it has', () => {
    const value = fc
      .string({ minLength: 6, maxLength: 40, unit: 'grapheme' })
      .filter((text) => /\D/.test(text) && text.trim() === text && !text.includes('\0'));
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (text, before, after) => {
        const one = finder(identifier('user_id', text));
        expect(one.finds(`${before}${text}${after}`)).toBe(true);
        expect(one.finds(JSON.stringify({ key: text }))).toBe(true);
        expect(one.finds(one.replace(`${before}|${text}|${after}`, '[erased]'))).toBe(one.finds(`${before}|[erased]|${after}`));
      }),
      { numRuns: 50 },
    );
  });
});

describe('taking a person out of JSON', () => {
  const email = finder(identifier('email', 'zoe@quell.example'), identifier('crm_no', '4711'));
  it('replaces texts, names of fields and named short numbers, and nothing else', () => {
    const value = {
      note: 'from Zoe@Quell.example today',
      list: ['a', 'zoe@quell.example'],
      'zoe@quell.example': 1,
      crm_no: 4711,
      quantity: 4711,
    };
    expect(redactJson(value, email, '[erased]')).toEqual({
      note: 'from [erased] today',
      list: ['a', '[erased]'],
      '[erased]': 1,
      crm_no: '[erased]',
      quantity: 4711,
    });
    const other = { a: [1, { b: 'c' }], d: null };
    expect(redactJson(other, email, '[erased]')).toBe(other);
  });

  it('takes ids out of lists, and gives up what is about nobody else', () => {
    const ids = new Set(['gone']);
    expect(withoutIds({ profileIds: ['gone', 'stays'], cause: 'x' }, ids)).toEqual({ profileIds: ['stays'], cause: 'x' });
    expect(withoutIds({ profileIds: ['gone'] }, ids)).toBeUndefined();
    expect(withoutIds({ profileId: 'gone', n: 1 }, ids)).toBeUndefined();
    expect(withoutIds({ empty: [], n: 1 }, ids)).toEqual({ empty: [], n: 1 });
  });
});
