import fc from 'fast-check';
import { connect, type Sql } from '@/db/client';
import { migrate } from '@/db/migrate';
import { conditionsOf } from '@/features/segments/core/walk';
import type { RuleNode } from '@/features/segments/schema';
import { type Story, storyArbitrary } from '@/tests/integration/segments/steps';
import { prepareStories, tellStory } from '@/tests/integration/segments/tell-story';
import { Disagreement } from '@/tests/integration/segments/told';
import { besideDatabase } from '../../beside-database';
import type { Proof, ProofContext } from '../types';
import { smallest } from './smaller';

const RULES = 10_000;
const SEGMENTS = 50;
/** Faults after which the run ends: each is made small, which takes time. */
const MOST_FAULTS = 3;
const TRIES = 250;

/** `--rounds` is the number of rules (10,000); with the same `--seed` it is the same rules, people and steps. */
export const rules: Proof = {
  claim:
    'random rules on random people: compiled for everyone, evaluated for everyone, kept up by touches and the clock, and evaluated in memory, all the same',
  run: async (context) => {
    if (process.env.RULES_ROLE === 'teller') return tell(context);
    if ((await besideDatabase({ dir: context.dir, durable: false, env: { RULES_ROLE: 'teller' } })) !== 0) context.fault('see above');
  },
};

async function tell(context: ProofContext): Promise<void> {
  const { say, fault, random } = context;
  const url = process.env.DATABASE_URL ?? '';
  await migrate(url);
  const sql = connect(url);
  const wanted = context.rounds ?? RULES;
  const seed = Math.floor(random() * 2 ** 31);
  const began = performance.now();
  const counted = { rules: 0, stories: 0, compared: 0, faults: 0, kinds: new Map<string, number>(), steps: new Map<string, number>() };
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  const arbitrary = storyArbitrary({ segments: SEGMENTS, people: 12, steps: { min: 6, max: 10 } });
  try {
    const aggregated = await prepareStories(sql);
    while (counted.rules < wanted && counted.faults < MOST_FAULTS) {
      const [story] = fc.sample(arbitrary, { seed: seed + counted.stories, numRuns: 1 });
      if (!story) throw new Error('No story');
      try {
        counted.compared += await tellStory(sql, story, aggregated);
      } catch (error) {
        counted.faults += 1;
        fault(`story ${counted.stories} (seed ${seed + counted.stories}): ${await told(sql, story, aggregated, error as Error)}`);
      }
      counted.stories += 1;
      const all = [...story.rules, ...story.steps.flatMap((s) => (s.do === 'rule' ? [s.rule] : []))];
      counted.rules += all.length;
      for (const kind of all.flatMap(conditionsOf)) count(counted.kinds, kind.kind);
      for (const step of story.steps) count(counted.steps, step.do);
      if (counted.stories % 20 === 0) say(`${counted.rules} rules, ${seconds(began)} s`);
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
  const list = (map: Map<string, number>) =>
    [...map]
      .sort(([, a], [, b]) => b - a)
      .map(([key, n]) => `${key} ${n}`)
      .join(', ');
  say(
    `${counted.rules} rules in ${counted.stories} stories, ${counted.compared} comparisons of a segment with the oracle, ${seconds(began)} s`,
  );
  say(`conditions: ${list(counted.kinds)}`);
  say(`steps: ${list(counted.steps)}`);
}

const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(0);

/** What went wrong, and the smallest story in which it still does. */
async function told(sql: Sql, story: Story, aggregated: ReadonlyMap<string, number>, first: Error): Promise<string> {
  let last: Error = first;
  const failure = async (candidate: Story) => {
    try {
      await tellStory(sql, candidate, aggregated);
      return undefined;
    } catch (error) {
      last = error as Error;
      return last;
    }
  };
  const { story: small, tried } = await smallest(story, failure, TRIES);
  // The last attempt may have been one that did not fail: once more, for its message.
  await failure(small);
  const rule: RuleNode | undefined = last instanceof Disagreement ? small.rules[last.at] : undefined;
  return [
    first.message,
    `smallest after ${tried} tries: ${last.message}`,
    ...(rule ? [`rule: ${JSON.stringify(rule)}`] : []),
    `story: ${JSON.stringify(small)}`,
  ].join('\n  ');
}
