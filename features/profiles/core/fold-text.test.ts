import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDigits, foldText } from './fold-text';

describe('foldText', () => {
  it.each([
    ['Łukasz Świątek', 'lukasz swiatek'],
    ['Жуков', 'жуков'],
    ['王小明', '王小明'],
    ['Straße', 'strasse'],
    ['  ANN\u00a0 Miller ', 'ann miller'],
    ['ＡＢＣ', 'abc'],
    ['علي', 'علی'],
    ['می\u200cخواهم', 'میخواهم'],
    ['۰۹۱۲۳۴۵۶۷۸۹', '09123456789'],
    ['٠١٢', '012'],
    ['०१२९', '0129'],
    ['Nguyễn Thị', 'nguyen thi'],
    ['İstanbul Iğdır', 'istanbul igdir'],
  ])('%s → %s', (given, folded) => expect(foldText(given)).toBe(folded));

  it('changes nothing when applied twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldText(foldText(text)) === foldText(text)));
  });

  it('reads every script’s digits in order', () => {
    for (const zero of [0x0660, 0x06f0, 0x0966, 0x0e50, 0xff10, 0x1d7ce]) {
      const row = Array.from({ length: 10 }, (_, i) => String.fromCodePoint(zero + i)).join('');
      expect(asciiDigits(row)).toBe('0123456789');
    }
  });
});
