import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { z } from 'zod';
import { fieldErrors } from '@/features/access/core/field-errors';
import { type ConditionKindName, conditionSchemas } from '@/features/segments/conditions/schemas';
import { createSegmentSchema, previewSchema } from '@/features/segments/schema';
import { conditionArbitrary } from '@/tests/integration/segments/arbitraries';
import { deepTexts, HOSTILE_TEXTS, hugeRules, MISFITS, placesOf, randomJson } from '@/tests/integration/segments/hostile';
import { NAMED } from '@/tests/integration/segments/steps';
import type { Proof, ProofContext } from '../types';

const LIMIT_BYTES = 1024 * 1024;
const MOST_MS = 200;

/** What the API does with a body before anything of the database is asked: how long no other request is served meanwhile. */
function answer(text: string): { accepted: boolean; size: number } {
  const body: unknown = JSON.parse(text);
  const parsed = [previewSchema, createSegmentSchema].map((schema) => schema.safeParse(body));
  const errors = parsed.flatMap(({ error }) => (error instanceof z.ZodError ? fieldErrors(error) : []));
  return { accepted: parsed.some((p) => p.success), size: JSON.stringify(errors).length };
}

function* bodies(seed: number): Generator<string> {
  for (const rule of hugeRules()) {
    yield JSON.stringify({ rule });
    yield JSON.stringify(rule);
  }
  for (const depth of [11, 200, 5_000, 20_000]) for (const text of deepTexts(depth)) yield `{"rule":${text}}`;
  for (const json of fc.sample(randomJson, { seed, numRuns: 10_000 })) yield JSON.stringify({ rule: json });
  for (const kind of Object.keys(conditionSchemas) as ConditionKindName[]) {
    const arbitrary = conditionArbitrary(kind, { segmentIds: NAMED });
    for (const condition of arbitrary ? fc.sample(arbitrary, { seed, numRuns: 40 }) : [])
      for (const place of placesOf(condition))
        for (const other of [...HOSTILE_TEXTS, ...MISFITS]) yield JSON.stringify({ rule: place.put(other) });
  }
}

async function run({ say, fault, random }: ProofContext): Promise<void> {
  // Made beforehand: ten thousand at once take longer than any of them is answered.
  const texts = [...bodies(Math.floor(random() * 2 ** 31))].filter((text) => text.length <= LIMIT_BYTES);
  await nextTurn();
  const lag = monitorEventLoopDelay({ resolution: 5 });
  let [count, accepted, longest, largest] = [0, 0, { ms: 0, text: '' }, 0];
  lag.enable();
  for (const text of texts) {
    const before = process.cpuUsage();
    const answered = answer(text);
    const used = process.cpuUsage(before);
    const ms = (used.user + used.system) / 1000;
    if (ms > longest.ms) longest = { ms, text: `${text.length} bytes: ${text.slice(0, 80)}` };
    count += 1;
    accepted += answered.accepted ? 1 : 0;
    largest = Math.max(largest, answered.size);
    if (answered.size > 100_000) fault(`an answer of ${answered.size} bytes to ${text.slice(0, 80)}`);
    await nextTurn();
  }
  lag.disable();
  say(`${count} bodies, ${accepted} of them rules; the longest refusal has ${largest} bytes`);
  say(`processor time of one body at most ${longest.ms.toFixed(0)} ms (${longest.text})`);
  say(
    `event-loop lag: mean ${(lag.mean / 1e6).toFixed(1)} ms, p99 ${(lag.percentile(99) / 1e6).toFixed(0)} ms, most ${(lag.max / 1e6).toFixed(0)} ms`,
  );
  if (lag.max / 1e6 > MOST_MS) fault(`others waited for ${(lag.max / 1e6).toFixed(0)} ms`);
  if (longest.ms > MOST_MS) fault(`${longest.text} takes ${longest.ms.toFixed(0)} ms`);
}

/** What the database answers to such rules is tests/integration/segments/hostile.db.test.ts. */
export const hostileRules: Proof = {
  claim: 'a body that is no rule, however deep, large or strange, is refused within 200 ms of processor time, with a short answer',
  run,
};
