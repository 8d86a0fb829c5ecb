/** Three-valued logic as SQL has it (Kleene, 1938): no, unknown, yes. So `and` is the least, `or` the greatest. */
export type Kleene = 0 | 1 | 2;
/** What is asked of something, answered so. */
export type Question<T> = (of: T) => Kleene;

export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;

export const fromBoolean = (held: boolean): Kleene => (held ? YES : NO);

/** Of none: yes. */
export function every<T>(questions: readonly Question<T>[]): Question<T> {
  return (of) => {
    let least: Kleene = YES;
    for (const question of questions) {
      const answer = question(of);
      if (answer === NO) return NO;
      if (answer < least) least = answer;
    }
    return least;
  };
}

/** Of none: no. */
export function some<T>(questions: readonly Question<T>[]): Question<T> {
  return (of) => {
    let most: Kleene = NO;
    for (const question of questions) {
      const answer = question(of);
      if (answer === YES) return YES;
      if (answer > most) most = answer;
    }
    return most;
  };
}

export const not =
  <T>(question: Question<T>): Question<T> =>
  (of) =>
    (YES - question(of)) as Kleene;
