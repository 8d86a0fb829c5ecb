'use client';

import { useCallback } from 'react';
import { prepareRuleGroup, type RuleGroupProps, type RuleGroupType } from 'react-querybuilder';
import type { EditorGroup } from '../../core/editor-tree';
import { useAnnounce } from './announce';

export type EditorSchema = RuleGroupProps['schema'];
export type Edit = (change: (tree: EditorGroup) => EditorGroup, said: string, stuck?: string) => boolean;

/** Changes the whole rule at once, as one step that can be undone, and says so. Answers whether anything changed. */
export function useEdit(schema: EditorSchema): Edit {
  const announce = useAnnounce();
  return useCallback(
    (change, said, stuck) => {
      const tree = schema.getQuery() as EditorGroup;
      const next = change(tree);
      if (next === tree) {
        if (stuck) announce(stuck);
        return false;
      }
      schema.dispatchQuery(prepareRuleGroup(next as RuleGroupType));
      announce(said);
      return true;
    },
    [schema, announce],
  );
}
