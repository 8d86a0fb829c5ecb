import type { Said } from '@/lib/errors';
import { checkRule } from './check-rule';
import { type Draft, type EditorGroup, isEditorGroup } from './editor-tree';

/** What keeps a condition from being complete: the field, and either that nothing is in it or what is wrong with what is. */
export type DraftFault = { path: (string | number)[]; said?: Said };

/** What keeps a rule from being complete: an empty group, or a condition with its faults; `at` is the way there from the root. */
export type TreeFault = { at: number[]; draft?: Draft; faults: DraftFault[] };

const units = ['minutes', 'hours', 'days', 'weeks', 'months'];

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value).every((inner) => inner === undefined || inner === ''));

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined), value);

/** A length of time is one field, whichever unit it is in. */
const fieldOf = (path: (string | number)[]): (string | number)[] => (units.includes(String(path.at(-1))) ? path.slice(0, -1) : path);

/** Everything that keeps a condition in the making from being complete, a fault per field; an empty list for a complete one. */
export function faultsOf(draft: Draft): DraftFault[] {
  const faults = new Map<string, DraftFault>();
  for (const { path, ...said } of checkRule(draft)) {
    const field = fieldOf(path);
    const key = field.join('.');
    if (!faults.has(key)) faults.set(key, isNothing(valueAt(draft, field)) ? { path: field } : { path: field, said });
  }
  // What is wrong with a whole is said where a part of it says more.
  return [...faults.entries()]
    .filter(([key]) => ![...faults.keys()].some((other) => other.startsWith(`${key}.`)))
    .map(([, fault]) => fault);
}

/** Everything that keeps a tree from being a rule, in reading order. */
export function treeFaults(group: EditorGroup, at: number[] = []): TreeFault[] {
  if (group.rules.length === 0) return [{ at, faults: [] }];
  return group.rules.flatMap((child, i): TreeFault[] => {
    if (isEditorGroup(child)) return treeFaults(child, [...at, i]);
    const faults = faultsOf(child.value);
    return faults.length > 0 ? [{ at: [...at, i], draft: child.value, faults }] : [];
  });
}
