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

  it('never finds a number of somebody else, however much of it is the same', () => {
    const not = (value: string, texts: string[]) => {
      const phone = finder(identifier('phone', value));
      for (const text of texts) expect([value, text, phone.finds(text)]).toEqual([value, text, false]);
    };
    // Another city, another country, a part of another number, a longer number.
    not('+12125550100', [
      '+13125550100',
      'order 4711125550100',
      '+49 212 5550100',
      '+49 (0)212 5550100',
      '0049 212 5550100',
      '02125550100',
    ]);
    not('+4915173024418', ['+4925173024418', '+49 (0)251 / 7302-4418', '0251 73024418', '+43 151 73024418', '+43 (0)151 / 7302-4418']);
    not('+15173024418', ['+49 (0)151 / 7302-4418', '+4915173024418', '0151 73024418']);
    not('+49301234567', ['+493012345678', '030 12345678', '{"phone":"+493012345678"}']);
    not('+4512345678', ['order 12345678', '+4612345678']);
  });

  it('finds a number by its country’s own ways, and as it was first written', () => {
    const found = (value: string, display: string, texts: string[]) => {
      const phone = finder(identifier('phone', value, display));
      for (const text of texts) expect([value, text, phone.finds(text)]).toEqual([value, text, true]);
    };
    found('+12125550100', '+12125550100', [
      '(212) 555-0100',
      '1-212-555-0100',
      '{"phone":2125550100}',
      'tel=%2B12125550100',
      '?q=%202125550100',
    ]);
    found('+79123456789', '+79123456789', ['8 (912) 345-67-89', '+7 912 345 67 89']);
    found('+390612345678', '+390612345678', ['06 1234 5678', '+39 06 12345678']);
    found('+4512345678', '12345678', ['+45 12 34 56 78', '4512345678', '{"phone":"12345678"}']);
    found('+4915173024418', '0151 – 730 24418', ['called 0151 – 730 24418 twice', encodeURIComponent('0151 – 730 24418')]);
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

  it('takes nobody for a person whose identifier is only a part of theirs', () => {
    const one = finder(identifier('crm_no', 'crm-1234'), identifier('email', 'ann@x.example'));
    for (const other of [
      'crm-12345',
      'acrm-1234',
      'joann@x.example',
      'jo.ann@x.example',
      'jo_ann@x.example',
      'ann@x.examples',
      'crm-1234é',
    ])
      expect([other, one.finds(`{"a":"${other}"}`)]).toEqual([other, false]);
    for (const text of [
      'a\\nann@x.example',
      'q=%20ann@x.example',
      'mailto:ann@x.example?x',
      'Grüße\\u00e9crm-1234.',
      '- ann@x.example -',
      'crm-1234\\n',
      'x=crm-1234%20',
    ])
      expect([text, one.finds(text)]).toEqual([text, true]);
  });

  it('finds any value that it was given, wherever it stands, whatever letters it has', () => {
    const value = fc
      .string({ minLength: 6, maxLength: 40, unit: 'grapheme' })
      .filter((text) => /\D/.test(text) && text.trim() === text && !text.includes('\0'));
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (text, before, after) => {
        const one = finder(identifier('user_id', text));
        expect(one.finds(`${before} ${text}, ${after}`)).toBe(true);
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
