import fc from 'fast-check';
import { nodeSchema, type RuleNode } from '@/features/segments/schema';
import { ruleArbitrary } from './arbitraries';
import { consentArbitrary, eventArbitrary, mailArbitrary, type PersonDraft, personArbitrary, traitsArbitrary } from './people';
import { DAY, HOUR, LISTS, MINUTE, NOW } from './values';

/** Stand for the ids of the first segments of a story, which later ones may name. */
export const NAMED = ['a', 'b', 'c'].map((n) => `00000000-0000-7000-8000-00000000000${n}`);

/** Moments around which stories are told: an ordinary one, clocks put forward and back (Europe, America), a leap day, a year's end. */
const BASES = [
  NOW,
  new Date('2026-03-29T00:30:00.123Z'),
  new Date('2026-10-25T00:30:00.123Z'),
  new Date('2026-11-01T05:30:00.123Z'),
  new Date('2028-02-28T22:59:59.999Z'),
  new Date('2026-12-31T11:30:00.000Z'),
];

const who = fc.nat({ max: 20 });

const stepArbitrary = (segments: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('event' as const), who, event: eventArbitrary }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('event' as const), who, event: mailArbitrary }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), who, list: fc.constantFrom(...LISTS), on: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('traits' as const), who, traits: traitsArbitrary }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('consent' as const), who, consent: consentArbitrary }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('time' as const),
        ms: fc.oneof(fc.constantFrom(1, MINUTE, HOUR, 2 * HOUR, DAY, 7 * DAY), fc.integer({ min: 1, max: 10 * DAY })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who, other: who }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('rule' as const), segment: fc.nat({ max: segments - 1 }), rule: ruleArbitrary() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('full' as const), segment: fc.nat({ max: segments - 1 }) }) },
  );

export type Step = ReturnType<typeof stepArbitrary> extends fc.Arbitrary<infer S> ? S : never;

/** People and rules, and what happens to them one thing after another, all told around `base`. */
export type Story = { base: Date; people: PersonDraft[]; rules: RuleNode[]; steps: Step[] };

type Size = { segments: number; people: number; steps: { min: number; max: number } };

/** Random stories of so many segments, of which all but the first three may name those. */
export function storyArbitrary({ segments, people, steps }: Size): fc.Arbitrary<Story> {
  const rules = (n: number, ids?: readonly string[]) => fc.array(ruleArbitrary(ids), { minLength: n, maxLength: n });
  return fc.record({
    base: fc.constantFrom(...BASES),
    people: fc.array(personArbitrary, { minLength: 2, maxLength: people }),
    rules: fc.tuple(rules(NAMED.length), rules(segments - NAMED.length, NAMED)).map((lists) => lists.flat()),
    steps: fc.array(stepArbitrary(segments), { minLength: steps.min, maxLength: steps.max }),
  });
}

const MOMENT = /^(19|20)\d\d-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$/;

/** The story with everything in it around its own base, where it was made around NOW. */
export function placed({ base, people, rules, steps }: Story): Story {
  // A day is moved by whole days and a moment is not: where a pair of both has lost its order by that, the rule stays where it was.
  const rule = (made: RuleNode): RuleNode => {
    const there = moved(made, base);
    return nodeSchema.safeParse(there).success ? there : made;
  };
  const step = (made: Step): Step => (made.do === 'rule' ? { ...made, rule: rule(made.rule) } : moved(made, base));
  return { base, people: moved(people, base), rules: rules.map(rule), steps: steps.map(step) };
}

/** The same with every date and moment in it, which were made around NOW, moved to lie around `base`. */
function moved<T>(made: T, base: Date): T {
  const ms = base.getTime() - NOW.getTime();
  if (ms === 0) return made;
  const shift = (text: string): string => {
    const at = MOMENT.test(text) ? new Date(text) : undefined;
    if (!at || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text.slice(0, 10))) return text;
    return text.length === 10
      ? new Date(at.getTime() + Math.round(ms / DAY) * DAY).toISOString().slice(0, 10)
      : new Date(at.getTime() + ms).toISOString();
  };
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return shift(value);
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(made) as T;
}
