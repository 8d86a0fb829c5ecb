import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text';

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
});
