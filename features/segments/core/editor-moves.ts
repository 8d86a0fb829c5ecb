import { EDITOR_DEPTH } from '../constants';
import { type EditorCondition, type EditorGroup, isEditorGroup } from './editor-tree';

/** A condition or a group in the editor, and its place: the index in each group from the whole rule down. */
export type EditorNode = EditorCondition | EditorGroup;
export type Path = readonly number[];

/** The node at a place; undefined when there is none. The empty path is the whole rule. */
export function nodeAt(tree: EditorGroup, path: Path): EditorNode | undefined {
  let node: EditorNode | undefined = tree;
  for (const i of path) node = node && isEditorGroup(node) ? node.rules[i] : undefined;
  return node;
}

const same = (a: Path, b: Path): boolean => a.length === b.length && a.every((n, i) => n === b[i]);
/** Whether `inner` lies in the node at `outer`, or is that node. */
export const isWithin = (inner: Path, outer: Path): boolean => same(inner.slice(0, outer.length), outer);

/** The tree with another node at this place; `undefined` takes the node out. */
function replaced(tree: EditorGroup, path: Path, next: readonly EditorNode[]): EditorGroup {
  const [i, ...rest] = path;
  if (i === undefined) throw new Error('The whole rule has no place of its own');
  const child = tree.rules[i];
  const inside = rest.length === 0 ? next : child && isEditorGroup(child) ? [replaced(child, rest, next)] : child ? [child] : [];
  return { ...tree, rules: [...tree.rules.slice(0, i), ...inside, ...tree.rules.slice(i + 1)] };
}

/** The tree with a group changed. */
export function withGroup(tree: EditorGroup, path: Path, change: (group: EditorGroup) => EditorGroup): EditorGroup {
  if (path.length === 0) return change(tree);
  const group = nodeAt(tree, path);
  return group && isEditorGroup(group) ? replaced(tree, path, [change(group)]) : tree;
}

/** How many groups lie within one another in a node: 0 for a condition. */
export const depthOf = (node: EditorNode): number => (isEditorGroup(node) ? 1 + Math.max(0, ...node.rules.map(depthOf)) : 0);

/** Whether a node may stand in the group at `parent` without nesting deeper than the editor goes. */
export const fitsInto = (node: EditorNode, parent: Path): boolean => parent.length + 1 + depthOf(node) <= EDITOR_DEPTH;

/** The tree with nodes put into the group at `parent`, before its `index`-th. */
export const withInserted = (tree: EditorGroup, parent: Path, index: number, nodes: readonly EditorNode[]): EditorGroup =>
  withGroup(tree, parent, (group) => ({ ...group, rules: [...group.rules.slice(0, index), ...nodes, ...group.rules.slice(index)] }));

export const withRemoved = (tree: EditorGroup, path: Path): EditorGroup => replaced(tree, path, []);

/** The same node without the ids of the editor, so that a copy is given its own. */
export function withoutIds(node: EditorNode): EditorNode {
  const { id: _, path: __, ...rest } = node;
  return isEditorGroup(rest) ? { ...rest, rules: rest.rules.map(withoutIds) } : rest;
}

export const withDuplicate = (tree: EditorGroup, path: Path): EditorGroup => {
  const node = nodeAt(tree, path);
  return node ? withInserted(tree, path.slice(0, -1), (path.at(-1) ?? 0) + 1, [withoutIds(node)]) : tree;
};

/** A node moved before the `index`-th of the group at `parent`, both counted before the move. The same tree when it cannot go there. */
export function withMoved(tree: EditorGroup, from: Path, parent: Path, index: number): EditorGroup {
  const node = nodeAt(tree, from);
  if (!node || from.length === 0 || isWithin(parent, from) || !fitsInto(node, parent)) return tree;
  const last = from.length - 1;
  const at = from[last] ?? 0;
  const besides = same(from.slice(0, -1), parent);
  if (besides && (index === at || index === at + 1)) return tree;
  // What comes after the place it leaves moves up by one.
  const target = parent.map((n, i) => (i === last && isWithin(parent.slice(0, last), from.slice(0, -1)) && n > at ? n - 1 : n));
  return withInserted(withRemoved(tree, from), target, besides && index > at ? index - 1 : index, [node]);
}

/** One step up or down in reading order: into the group beside it, or out of its own. The same tree at the end of the rule. */
export function withStep(tree: EditorGroup, path: Path, direction: 'up' | 'down'): EditorGroup {
  const parent = path.slice(0, -1);
  const at = path.at(-1) ?? 0;
  const siblings = nodeAt(tree, parent);
  const node = nodeAt(tree, path);
  if (!node || !siblings || !isEditorGroup(siblings) || path.length === 0) return tree;
  const beside = siblings.rules[direction === 'up' ? at - 1 : at + 1];
  if (beside) {
    const into = [...parent, direction === 'up' ? at - 1 : at + 1];
    if (isEditorGroup(beside) && fitsInto(node, into)) return withMoved(tree, path, into, direction === 'up' ? beside.rules.length : 0);
    return withMoved(tree, path, parent, direction === 'up' ? at - 1 : at + 2);
  }
  if (parent.length === 0) return tree;
  const out = parent.at(-1) ?? 0;
  return withMoved(tree, path, parent.slice(0, -1), direction === 'up' ? out : out + 1);
}

/** A node in a group of its own, ready for a second one. */
export const withWrapped = (tree: EditorGroup, path: Path): EditorGroup => {
  const node = nodeAt(tree, path);
  return node ? replaced(tree, path, [{ combinator: 'any', rules: [node] }]) : tree;
};

/** What a group holds put in its place. A group that is turned round keeps its meaning only as a group, and stays. */
export const withUnwrapped = (tree: EditorGroup, path: Path): EditorGroup => {
  const group = nodeAt(tree, path);
  return group && isEditorGroup(group) && !group.not ? replaced(tree, path, group.rules) : tree;
};

/** A group turned round; a condition put into a group that says "none of these". */
export function withNegated(tree: EditorGroup, path: Path): EditorGroup {
  const node = nodeAt(tree, path);
  if (!node) return tree;
  if (isEditorGroup(node)) return withGroup(tree, path, (group) => ({ ...group, not: !group.not }));
  return replaced(tree, path, [{ combinator: 'any', not: true, bare: true, rules: [node] }]);
}
