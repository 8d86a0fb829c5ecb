'use client';

import { useTranslations } from 'next-intl';
import { useSuggestions } from '../../conditions/controls/suggestions-context';
import type { EditorNode } from '../../core/editor-moves';
import { type EditorGroup, isEditorGroup, ruleOf } from '../../core/editor-tree';
import { clauseOf } from '../sentence/describe-rule';
import { useWords } from '../use-words';

const conditionsIn = (node: EditorNode): number => (isEditorGroup(node) ? node.rules.reduce((n, child) => n + conditionsIn(child), 0) : 1);

/** What a folded group says, in one line; undefined while it is open. */
export function useGroupSentence(group: EditorGroup, folded: boolean): string | undefined {
  const t = useTranslations('segments.editor');
  const words = useWords(useSuggestions());
  if (!folded) return undefined;
  const { rule } = ruleOf(group);
  return rule ? clauseOf(rule, words, true) : t('folded', { count: conditionsIn(group) });
}
