'use client';

import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { type EditorGroup, isEditorGroup } from '../../core/editor-tree';

/**
 * On a narrow screen a condition that is complete is folded to its sentence: from the beginning when it came so, and as the next one is added.
 * One that is not complete is never folded.
 */
export function useFold(complete: boolean, added: number): { narrow: boolean; folded: boolean; fold: (folded: boolean) => void } {
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [folded, setFolded] = useState(complete);
  const seen = useRef(added);
  useEffect(() => {
    if (seen.current === added) return;
    seen.current = added;
    setFolded(complete);
  }, [added, complete]);
  return { narrow, folded: narrow && complete && folded, fold: setFolded };
}

const conditionsIn = (group: EditorGroup): number =>
  group.rules.reduce((n, child) => n + (isEditorGroup(child) ? conditionsIn(child) : 1), 0);

/** Counts how often conditions were added to the rule. */
export function useAdded(tree: EditorGroup): number {
  const now = conditionsIn(tree);
  const [seen, setSeen] = useState({ conditions: now, added: 0 });
  if (seen.conditions !== now) setSeen({ conditions: now, added: seen.added + (now > seen.conditions ? 1 : 0) });
  return seen.added;
}
