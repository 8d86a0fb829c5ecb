'use client';

import { IconChevronDown } from '@tabler/icons-react';
import { useSuggestions } from '../../conditions/controls/suggestions-context';
import type { Condition } from '../../conditions/schemas';
import { conditionClause } from '../../conditions/sentences';
import { useWords } from '../use-words';
import classes from './builder.module.css';

/** A condition as its sentence; touching it opens it again. */
export function FoldedCondition({ condition, onOpen }: { condition: Condition; onOpen: () => void }) {
  const words = useWords(useSuggestions());
  return (
    <button type="button" className={classes.foldedCondition} aria-expanded={false} data-fold onClick={onOpen}>
      {conditionClause(condition, words)}
      <IconChevronDown size={16} className={classes.foldedMark} aria-hidden />
    </button>
  );
}
