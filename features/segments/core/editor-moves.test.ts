import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleNode } from '../schema';
import {
  depthOf,
  type EditorNode,
  isWithin,
  nodeAt,
  type Path,
  withDuplicate,
  withMoved,
  withNegated,
  withRemoved,
  withStep,
  withUnwrapped,
  withWrapped,
} from './editor-moves';
import { type EditorGroup, editorCondition, editorTreeOf, isEditorGroup, ruleOf } from './editor-tree';

const leaf = (trait: string): RuleNode => ({ kind: 'trait', trait, op: 'exists' });
const names = (tree: EditorGroup): string[] =>
  tree.rules.flatMap((node) => (isEditorGroup(node) ? ['(', ...names(node), ')'] : [String(node.value.trait)]));
const text = (tree: EditorGroup): string => names(tree).join(' ');

const tree = editorTreeOf({ all: [leaf('a'), { any: [leaf('b'), leaf('c')] }, leaf('d')] });

describe('moves', () => {
  test.each<[Path, Path, number, string]>([
    [[0], [], 3, '( b c ) d a'],
    [[2], [], 0, 'd a ( b c )'],
    [[0], [1], 1, '( b a c ) d'],
    [[1, 0], [], 0, 'b a ( c ) d'],
    [[1, 1], [1], 0, 'a ( c b ) d'],
    [[1], [], 0, '( b c ) a d'],
    [[1], [1], 0, 'a ( b c ) d'],
    [[0], [], 1, 'a ( b c ) d'],
  ])('%j to %j before %i', (from, parent, index, expected) => {
    expect(text(withMoved(tree, from, parent, index))).toBe(expected);
  });

  test('steps go through every place and come back', () => {
    const seen = [];
    let at = tree;
    let path: Path = [2];
    const find = (name: string): Path => {
      const places: Path[] = [[0], [1], [2], [0, 0], [1, 0], [1, 1], [1, 2]];
      const place = places.find((p) => {
        const node = nodeAt(at, p);
        return node && !isEditorGroup(node) && node.value.trait === name;
      });
      return place ?? [];
    };
    for (let i = 0; i < 6; i += 1) {
      seen.push(text(at));
      at = withStep(at, path, 'up');
      path = find('d');
    }
    expect(seen).toEqual(['a ( b c ) d', 'a ( b c d )', 'a ( b d c )', 'a ( d b c )', 'a d ( b c )', 'd a ( b c )']);
  });

  test('a group steps past another that it would nest too deep in', () => {
    const deep: EditorNode = [1, 2, 3, 4].reduce<EditorGroup>((inner) => ({ combinator: 'all', rules: [inner] }), {
      combinator: 'all',
      rules: [editorCondition({ kind: 'trait' })],
    });
    const both: EditorGroup = { combinator: 'all', rules: [deep, { combinator: 'any', rules: [] }] };
    expect(depthOf(withStep(both, [1], 'up'))).toBe(depthOf(both));
    expect(text(withStep(both, [1], 'up')).startsWith('( )')).toBe(false);
  });
});

test('duplicate, remove, wrap, unwrap and negate', () => {
  expect(text(withDuplicate(tree, [1]))).toBe('a ( b c ) ( b c ) d');
  expect(text(withRemoved(tree, [1, 0]))).toBe('a ( c ) d');
  expect(text(withWrapped(tree, [0]))).toBe('( a ) ( b c ) d');
  expect(text(withUnwrapped(tree, [1]))).toBe('a b c d');
  expect(ruleOf(withNegated(tree, [1])).rule).toEqual({ all: [leaf('a'), { not: { any: [leaf('b'), leaf('c')] } }, leaf('d')] });
  expect(ruleOf(withNegated(tree, [0])).rule).toEqual({ all: [{ not: leaf('a') }, { any: [leaf('b'), leaf('c')] }, leaf('d')] });
  expect(text(withUnwrapped(withNegated(tree, [1]), [1]))).toBe('a ( b c ) d');
});

test('no move loses or doubles a condition', () => {
  const place = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
  fc.assert(
    fc.property(
      place,
      place,
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom('up' as const, 'down' as const),
      (from, parent, index, way) => {
        const sorted = (t: EditorGroup) =>
          names(t)
            .filter((n) => n.length === 1 && n !== '(' && n !== ')')
            .sort();
        const into = nodeAt(tree, parent);
        if (into && isEditorGroup(into))
          expect(sorted(withMoved(tree, from, parent, Math.min(index, into.rules.length)))).toEqual(sorted(tree));
        expect(sorted(withStep(tree, from, way))).toEqual(sorted(tree));
      },
    ),
  );
  expect(isWithin([1, 0], [1])).toBe(true);
});
