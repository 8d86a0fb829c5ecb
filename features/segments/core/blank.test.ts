import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ruleArbitrary } from '@/tests/integration/segments/arbitraries';
import { HISTORY_OF } from '@/tests/integration/segments/people';
import { CUT_POINTS, HOLDOUT, NOW } from '@/tests/integration/segments/values';
import type { RuleNode } from '../schema';
import { fitsBlank } from './blank';
import { evaluate } from './evaluate';

it('what a rule says of anybody unknown, it says of everybody unknown at every moment', () => {
  let known = 0;
  const named = fc.tuple(ruleArbitrary(), ruleArbitrary());
  fc.assert(
    fc.property(ruleArbitrary(HISTORY_OF), named, fc.integer({ min: 0, max: 4e10 }), (rule, others, ms) => {
      const rules = new Map<string, RuleNode>(HISTORY_OF.map((id, i) => [id, others[i] as RuleNode]));
      const said = fitsBlank(rule, rules);
      if (said === undefined) return;
      known += 1;
      const nobody = { id: randomUUID(), builtIn: {}, traits: {}, events: [], consents: [] };
      // What a rule says of anybody does not rest on these.
      const rest = { purposes: new Map(), channels: new Map(), cutPoints: CUT_POINTS, holdout: HOLDOUT };
      const context = { rules, companyZone: 'Europe/Berlin', ...rest };
      expect(evaluate(rule, nobody, { ...context, now: new Date(NOW.getTime() + ms) })).toBe(said);
    }),
    { numRuns: 2_000 },
  );
  expect(known).toBeGreaterThan(500);
});
