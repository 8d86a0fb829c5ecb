import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ConditionKindName, conditionSchemas } from '@/features/segments/conditions/schemas';
import { conditionArbitrary } from './arbitraries';
import { said, sayable } from './coverage';
import { NAMED } from './steps';

/**
 * What the schemas describe and refuse all the same (the refinements are not in a JSON schema), or what nobody but the database can answer.
 * Each with the reason.
 */
const IMPOSSIBLE: readonly { kind: ConditionKindName; what: RegExp; why: string }[] = [];

const SAMPLES = 6_000;

describe('random conditions', () => {
  const kinds = Object.keys(conditionSchemas) as ConditionKindName[];

  it.each(kinds)('say everything that conditions of kind %s can say', (kind) => {
    const arbitrary = conditionArbitrary(kind, { segmentIds: NAMED });
    if (!arbitrary) throw new Error('No random conditions');
    const produced = new Set<string>();
    for (const condition of fc.sample(arbitrary, { seed: 1, numRuns: SAMPLES })) {
      expect(conditionSchemas[kind].safeParse(condition).error?.issues, JSON.stringify(condition)).toBeUndefined();
      said(condition, kind, produced);
    }
    const all = sayable(z.toJSONSchema(conditionSchemas[kind], { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>, kind);
    const missing = [...all].filter((what) => !produced.has(what) && !IMPOSSIBLE.some((i) => i.kind === kind && i.what.test(what)));
    expect(all.size).toBeGreaterThan(2);
    expect(missing).toEqual([]);
  });
});
