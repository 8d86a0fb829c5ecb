import { expect, it } from 'vitest';
import { every, type Kleene, NO, not, type Question, some, UNKNOWN, YES } from './kleene';

const all: Kleene[] = [NO, UNKNOWN, YES];
const ask =
  (answer: Kleene): Question<null> =>
  () =>
    answer;

it('combines answers as SQL combines false, null and true', () => {
  // PostgreSQL's tables of `and` and `or`, by rows false, null, true.
  const and = [
    [NO, NO, NO],
    [NO, UNKNOWN, UNKNOWN],
    [NO, UNKNOWN, YES],
  ];
  const or = [
    [NO, UNKNOWN, YES],
    [UNKNOWN, UNKNOWN, YES],
    [YES, YES, YES],
  ];
  expect(all.map((a) => all.map((b) => every([ask(a), ask(b)])(null)))).toEqual(and);
  expect(all.map((a) => all.map((b) => some([ask(a), ask(b)])(null)))).toEqual(or);
  expect(all.map((a) => not(ask(a))(null))).toEqual([YES, UNKNOWN, NO]);
});

it('of none: all hold, and not one does', () => {
  expect(every([])(null)).toBe(YES);
  expect(some([])(null)).toBe(NO);
});
