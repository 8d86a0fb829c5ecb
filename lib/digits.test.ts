import { expect, test } from 'vitest';
import { foldDigits } from './digits';

test('folds the decimal digits of every script and leaves the rest alone', () => {
  expect(foldDigits('۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789');
  expect(foldDigits('１２３ ٤٥٦ ७८९')).toBe('123 456 789');
  expect(foldDigits('𝟎𝟗 𝟘𝟡')).toBe('09 09');
  expect(foldDigits('tel. 020 7946 0000 ½ ²')).toBe('tel. 020 7946 0000 ½ ²');
});
