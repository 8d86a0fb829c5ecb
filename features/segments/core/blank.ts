import { kindOf } from '../conditions/registry';
import type { ConditionKindName } from '../conditions/schemas';
import type { EvaluateContext, ProfileFacts } from '../conditions/types';
import { isBuiltIn } from '../constants';
import type { RuleNode } from '../schema';

/** Somebody of whom nothing is known yet. */
const NOBODY: ProfileFacts = { id: '', builtIn: {}, traits: {}, events: [], consents: [], lists: [], history: [] };

/** Kinds whose answer for somebody of whom nothing is known is the same for everybody at every moment. */
const plain: readonly ConditionKindName[] = ['trait', 'event', 'activity', 'session', 'sequence', 'message', 'segment'];

/**
 * Whether a rule fits a profile that has just come into being and of which nothing is known; undefined when it depends. A new profile
 * whose first events a rule does not read needs to be asked about it only if this is not false.
 */
export function fitsBlank(node: RuleNode, rules: ReadonlyMap<string, RuleNode>): boolean | undefined {
  if ('all' in node) return every(node.all.map((child) => fitsBlank(child, rules)));
  if ('any' in node) return negated(every(node.any.map((child) => negated(fitsBlank(child, rules)))));
  if ('not' in node) return negated(fitsBlank(node.not, rules));
  if (!plain.includes(node.kind) || (node.kind === 'trait' && (isBuiltIn(node.trait) || 'than' in node))) return undefined;
  const context: EvaluateContext = { now: new Date(0), rules, purposes: new Map(), channels: new Map(), companyZone: 'UTC' };
  const answer = kindOf(node).evaluate(node, NOBODY, context);
  if (typeof answer === 'boolean') return answer;
  const inner = fitsBlank(answer.node, rules);
  return answer.negated ? negated(inner) : inner;
}

const negated = (answer: boolean | undefined): boolean | undefined => (answer === undefined ? undefined : !answer);

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
