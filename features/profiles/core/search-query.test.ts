import { describe, expect, it } from 'vitest';
import { parseSearch } from './search-query';

describe('parseSearch', () => {
  it.each([
    ['Anna  Świątek', ['swiatek', 'anna'], false, true],
    ['0170 / 123-4711', ['1701234711'], true, false],
    ['+49 (0) 170 1234711', ['491701234711'], true, false],
    ['۰۹۱۲ ۳۴۵', ['912345'], true, false],
    ['Anna.Bauer@Example.com', ['anna.bauer', 'example.com'], true, false],
    ['王', ['王'], false, false],
    ['王小明', ['王小明'], false, false],
    ['Жуков', ['жуков'], false, true],
    ['A-1001', ['a-1001'], true, false],
  ])('%s', (text, words, identifierLike, nameLike) => {
    expect(parseSearch(text)).toMatchObject({ words, identifierLike, nameLike });
  });

  it('refuses what is too short or empty', () => {
    for (const text of ['', ' ', 'a', '@', '%', '__', '7']) expect(parseSearch(text)).toBeNull();
  });
});
