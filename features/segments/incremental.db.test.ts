import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyArbitrary } from '@/tests/integration/segments/steps';
import { prepareStories, tellStory } from '@/tests/integration/segments/tell-story';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
let aggregated: ReadonlyMap<string, number>;

beforeAll(async () => {
  t = await testDb();
  aggregated = await prepareStories(t.sql);
});
afterAll(() => t.close());

/** `npm run prove -- rules` tells the same stories about 10,000 rules. */
const SEGMENTS = 50;
const STORIES = 40;

describe('memberships kept up by touches, the clock, merges, changed rules and full evaluations', () => {
  it('are what the oracle says after every step, and what each rule answers compiled for everyone', async () => {
    let compared = 0;
    const story = storyArbitrary({ segments: SEGMENTS, people: 6, steps: { min: 3, max: 5 } });
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        compared += await tellStory(t.sql, told, aggregated);
      }),
      // Shrinking so many rules in the database takes longer than a test may: the proof says which rule it was, and makes it small.
      { numRuns: STORIES, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(STORIES * SEGMENTS * 5);
  }, 900_000);
});
