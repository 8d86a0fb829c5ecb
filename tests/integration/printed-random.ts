import { random } from '@/tests/bench/lib/random';

/**
 * Streams of random numbers in [0, 1), one for each loop of a test, so that what one draws does not depend on when the others do.
 * The seed is printed: TEST_SEED asks for the same numbers again.
 */
export function printedRandom(test: string): (stream: number) => () => number {
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_007);
  process.stdout.write(`${test}: TEST_SEED=${seed}\n`);
  return (stream) => random(seed + stream * 7919);
}
