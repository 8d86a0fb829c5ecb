import { expect, it } from 'vitest';
import { plainText } from './plain-text';

it('writes numbers with all their digits, and leaves texts as they are', () => {
  const cases: [unknown, string | undefined][] = [
    [7, '7'],
    [-3, '-3'],
    [7.5, '7.5'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e-7, '0.0000001'],
    [1.25e-7, '0.000000125'],
    [1e21, '1000000000000000000000'],
    [-1.5e22, '-15000000000000000000000'],
    [0, '0'],
    ['1e21', '1e21'],
    ['', ''],
    [null, undefined],
    [true, undefined],
    [[7], undefined],
  ];
  for (const [value, text] of cases) expect(plainText(value), JSON.stringify(value)).toBe(text);
});
