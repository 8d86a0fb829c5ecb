'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { EDITOR_DEPTH } from '../../constants';
import {
  type EditorNode,
  fitsInto,
  nodeAt,
  type Path,
  withDuplicate,
  withInserted,
  withMoved,
  withNegated,
  withRemoved,
  withStep,
  withUnwrapped,
  withWrapped,
} from '../../core/editor-moves';
import { type EditorGroup, editorTreeOf, isEditorGroup } from '../../core/editor-tree';
import { jsonOf, type RuleReading, readRule } from '../../core/rule-json';
import { useAnnounce } from './announce';
import { copiedText, copyText } from './clipboard';
import type { DropPlace } from './drop-place';
import { type EditorSchema, useEdit } from './use-edit';

/** What a paste came to: done, nothing to paste, or a text that has to be looked at. */
export type Pasted = { done: true } | { done: false; text: string; reading: RuleReading | 'too_deep' };

/** A rule as nodes to be pasted: its whole tree as a group, or its only condition. */
function nodesOf(reading: RuleReading): EditorNode[] {
  if (!('rule' in reading)) return [];
  const tree = editorTreeOf(reading.rule);
  return tree.bare && !tree.not ? tree.rules : [tree];
}

/** Everything that can be done to one node of the rule; each change is one step that can be undone, and is announced. */
export function useNodeEdits(schema: EditorSchema, path: Path) {
  const t = useTranslations('segments.editor');
  const announce = useAnnounce();
  const edit = useEdit(schema);
  const place = path.join('.');
  const paste = useCallback(
    (text: string): Pasted => {
      const at = place ? place.split('.').map(Number) : [];
      const reading = readRule(text);
      const nodes = nodesOf(reading);
      const here = nodeAt(schema.getQuery() as EditorGroup, at);
      if (nodes.length === 0 || !here) return { done: false, text, reading };
      const parent = isEditorGroup(here) ? at : at.slice(0, -1);
      const index = isEditorGroup(here) ? here.rules.length : (at.at(-1) ?? 0) + 1;
      if (nodes.some((node) => !fitsInto(node, parent))) return { done: false, text, reading: 'too_deep' };
      edit((tree) => withInserted(tree, parent, index, nodes), t('announcePasted'));
      return { done: true };
    },
    [place, schema, edit, t],
  );
  return useMemo(() => {
    const at: Path = place ? place.split('.').map(Number) : [];
    const node = () => nodeAt(schema.getQuery() as EditorGroup, at);
    return {
      step: (way: 'up' | 'down') => edit((tree) => withStep(tree, at, way), t('announceMoved'), t('announceStuck')),
      accepts: ({ parent, index }: DropPlace) => {
        const tree = schema.getQuery() as EditorGroup;
        return withMoved(tree, at, parent, index) !== tree;
      },
      moveTo: ({ parent, index }: DropPlace) => edit((tree) => withMoved(tree, at, parent, index), t('announceMoved'), t('announceStuck')),
      duplicate: () => edit((tree) => withDuplicate(tree, at), t('announceCloned')),
      negate: () => edit((tree) => withNegated(tree, at), t('announceNegated')),
      wrap: () => {
        const it = node();
        if (it && path.length + 1 + (isEditorGroup(it) ? 1 : 0) >= EDITOR_DEPTH)
          return announce(t('announceTooDeep', { max: EDITOR_DEPTH }));
        edit((tree) => withWrapped(tree, at), t('announceWrapped'));
      },
      unwrap: () => edit((tree) => withUnwrapped(tree, at), t('announceUnwrapped')),
      remove: () => edit((tree) => withRemoved(tree, at), t('announceRemoved')),
      copy: async () => {
        const it = node();
        if (!it) return;
        await copyText(jsonOf(it));
        announce(t('announceCopied'));
      },
      paste,
      pasteCopied: async () => paste(await copiedText()),
    };
  }, [place, path.length, schema, edit, paste, announce, t]);
}

export type NodeEdits = ReturnType<typeof useNodeEdits>;
