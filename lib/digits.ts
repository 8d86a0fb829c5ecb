/**
 * Folds every Unicode decimal digit to ASCII, so that ۱۲۳ and １２３ read as 123. Unicode keeps each set of ten in order and without
 * gaps (general category Nd), and sets that touch each other begin on a zero.
 */
export function foldDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let start = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
    return String((code - start) % 10);
  });
}
