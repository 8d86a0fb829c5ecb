import { expect, test } from 'vitest';
import { patternRegExp, readPattern } from './pattern';

test.each([
  ['^A[0-9]{3}$', 'A123', true],
  ['^A[0-9]{3}$', 'A1234', false],
  ['(gold|silver) plan', 'my silver plan', true],
  ['^\\d+\\.\\d{2}$', '12.50', true],
  ['^\\d+$', '۱۲', false],
  ['^.$', '😀', true],
  ['^[^a-c]+$', 'xyz', true],
  ['a.b', 'a\nb', true],
  ['[\\]\\-]', ']', true],
  ['[a-]', '-', true],
  ['^%$', '%', true],
  ['/x/', '/x/', true],
])('%s on %s: %s', (pattern, text, met) => expect(patternRegExp(pattern).test(text)).toBe(met));

test.each([
  ['', 'empty', 0],
  ['a|', 'empty', 2],
  ['(a', 'bracket', 0],
  ['a)', 'bracket', 1],
  ['*a', 'nothingToRepeat', 0],
  ['^*', 'nothingToRepeat', 0],
  ['a**', 'special', 2],
  ['a+?', 'special', 2],
  ['(?=a)', 'special', 1],
  ['(?i)a', 'special', 1],
  ['(a)\\1', 'escape', 3],
  ['\\bword', 'escape', 0],
  ['\\', 'escape', 0],
  ['[a', 'class', 0],
  ['[z-a]', 'class', 0],
  ['[[:alpha:]]', 'class', 0],
  ['a{3,2}', 'bounds', 1],
  ['a{1000}', 'bounds', 1],
  ['a{,3}', 'bounds', 1],
  ['((a{200}){200}){2}', 'big', 13],
  ['x'.repeat(201), 'long', 200],
])('%s is refused: %s', (pattern, fault, at) => expect(readPattern(pattern)).toEqual({ ok: false, fault, at }));
