import { isDeepStrictEqual } from 'node:util';
import { nodeSchema, type RuleNode } from '@/features/segments/schema';
import { NAMED, type Story } from '@/tests/integration/segments/steps';

const BLANK: RuleNode = { kind: 'trait', trait: 'nobody has it', op: 'exists' };

/** The list without a stretch of it: first large stretches, then small ones. */
function* shorter<T>(list: readonly T[], least: number): Generator<T[]> {
  for (let size = list.length >> 1; size >= 1; size >>= 1)
    for (let from = 0; from < list.length; from += size) {
      const rest = [...list.slice(0, from), ...list.slice(from + size)];
      if (rest.length >= least) yield rest;
    }
}

/** The value with something inside it left out, be it an element of a list or a field. */
function* less(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield* shorter(value, 0);
    for (const [i, inner] of value.entries()) for (const smaller of less(inner)) yield value.with(i, smaller);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const smaller of less(inner)) yield { ...value, [key]: smaller };
    }
  }
}

/** Smaller rules: a part of it alone, or the rule with something left out that it can do without. */
function* smallerRules(rule: RuleNode): Generator<RuleNode> {
  const inside = 'all' in rule ? rule.all : 'any' in rule ? rule.any : 'not' in rule ? [rule.not] : [];
  yield* inside;
  for (const candidate of less(rule)) {
    const parsed = nodeSchema.safeParse(candidate);
    if (parsed.success) yield candidate as RuleNode;
  }
}

function* smallerPeople(person: Story['people'][number]): Generator<Story['people'][number]> {
  for (const events of shorter(person.events, 0)) yield { ...person, events };
  for (const consents of shorter(person.consents, 0)) yield { ...person, consents };
  for (const traits of less(person.traits)) yield { ...person, traits: traits as Record<string, unknown> };
}

/** Stories with one thing less, what saves most first. The segments that others may name stay where they are, blank. */
export function* smallerStories(story: Story): Generator<Story> {
  const named = story.rules.slice(0, NAMED.length);
  for (const rules of shorter(story.rules.slice(NAMED.length), 0)) yield { ...story, rules: [...named, ...rules] };
  for (const [i, rule] of named.entries()) if (!isDeepStrictEqual(rule, BLANK)) yield { ...story, rules: story.rules.with(i, BLANK) };
  for (const steps of shorter(story.steps, 0)) yield { ...story, steps };
  for (const people of shorter(story.people, 1)) yield { ...story, people };
  for (const [i, rule] of story.rules.entries())
    for (const smaller of smallerRules(rule)) yield { ...story, rules: story.rules.with(i, smaller) };
  for (const [i, person] of story.people.entries())
    for (const smaller of smallerPeople(person)) yield { ...story, people: story.people.with(i, smaller) };
}

/**
 * The smallest story found that still fails, by leaving out one thing after another until nothing can be left out or `tries` are used up.
 * @param failure what goes wrong when a story is told; undefined when nothing does
 */
export async function smallest(
  story: Story,
  failure: (story: Story) => Promise<Error | undefined>,
  tries: number,
): Promise<{ story: Story; tried: number }> {
  let best = story;
  let tried = 0;
  for (let found = true; found && tried < tries; ) {
    found = false;
    for (const candidate of smallerStories(best)) {
      if (tried >= tries) break;
      tried += 1;
      if (!(await failure(candidate))) continue;
      best = candidate;
      found = true;
      break;
    }
  }
  return { story: best, tried };
}
