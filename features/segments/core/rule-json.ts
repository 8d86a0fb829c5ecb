import type { Said } from '@/lib/errors';
import type { RuleNode } from '../schema';
import { checkRule } from './check-rule';
import type { EditorNode } from './editor-moves';
import { isEditorGroup } from './editor-tree';

/** A text read as a rule: the rule, or where it is no JSON, or each fault with the place it is at, such as `all[1].value`. */
export type RuleReading =
  | { rule: RuleNode }
  | { syntax: { line: number; column: number } | undefined }
  | { faults: (Said & { path: string })[] };

const placeOf = (path: readonly (string | number)[]): string =>
  path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part), '');

/** Where a text stops being JSON, when the browser says so. */
function syntaxPlace(text: string, error: unknown): { line: number; column: number } | undefined {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return undefined;
  const before = text.slice(0, Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Reads a rule, or one condition, from JSON. Nothing is dropped or guessed. */
export function readRule(text: string): RuleReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { syntax: syntaxPlace(text, error) };
  }
  const issues = checkRule(value);
  if (issues.length > 0) return { faults: issues.map(({ path, ...said }) => ({ path: placeOf(path), ...said })) };
  return { rule: value as RuleNode };
}

/** A node of the editor as JSON, also while it is not complete. */
export const jsonOf = (node: EditorNode): string => JSON.stringify(looseRule(node), null, 2);

function looseRule(node: EditorNode): unknown {
  if (!isEditorGroup(node)) return node.value;
  const [only] = node.rules;
  const inner = node.bare && only && node.rules.length === 1 ? looseRule(only) : { [node.combinator]: node.rules.map(looseRule) };
  return node.not ? { not: inner } : inner;
}
