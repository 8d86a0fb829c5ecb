'use client';

import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useId, useMemo, useState } from 'react';
import { prepareRuleGroup, QueryBuilder, type RuleGroupType } from 'react-querybuilder';
import { QueryBuilderHistory, useQueryBuilderHistory } from 'react-querybuilder/history';
import classes from '../../conditions/controls/editor.module.css';
import { SuggestionsProvider } from '../../conditions/controls/suggestions-context';
import { conditionSchemas } from '../../conditions/schemas';
import { EDITOR_DEPTH } from '../../constants';
import type { EditorGroup } from '../../core/editor-tree';
import type { Suggestions } from '../../data/suggestions';
import { AnnounceProvider } from './announce';
import { ConditionRow } from './condition-row';
import type { EditorContext, GoTo } from './go-to';
import { GroupBox } from './group-box';
import { useAdded } from './use-fold';

const controls = { ruleGroup: GroupBox, rule: ConditionRow };
const kinds = Object.keys(conditionSchemas).map((name) => ({ name, label: name }));
const combinators = ['all', 'any'].map((name) => ({ name, label: name }));

type Props = {
  tree: EditorGroup;
  onChange: (tree: EditorGroup) => void;
  suggestions: Suggestions;
  showIssues: boolean;
  /** The node and field to bring the reader to; said back once they are there. */
  goTo: GoTo | undefined;
  onReached: () => void;
};

/** The rule as nested groups of conditions: react-querybuilder keeps the tree and its history, every control is ours. */
export function RuleEditor({ tree, onChange, suggestions, showIssues, goTo, onReached }: Props) {
  const t = useTranslations('segments.editor');
  const id = useId();
  const [said, setSaid] = useState('');
  // A zero-width mark makes the same words news again.
  const announce = useCallback((text: string) => setSaid((before) => (before === text ? `${text}\u200B` : text)), []);
  // Every node has an id from the first moment on: by it the keyboard finds again what it moved.
  const query = useMemo(() => prepareRuleGroup(tree as RuleGroupType), [tree]);
  const added = useAdded(tree);
  const context = useMemo<EditorContext>(() => ({ showIssues, goTo, onReached, added }), [showIssues, goTo, onReached, added]);
  return (
    <AnnounceProvider value={announce}>
      <SuggestionsProvider value={suggestions}>
        <QueryBuilderHistory maxHistory={100} coalesceMs={600} showUndoRedo={false}>
          <fieldset className={classes.editor} aria-label={t('label')} data-rule-editor>
            <History qbId={id} announce={announce} />
            <QueryBuilder
              qbId={id}
              query={query}
              onQueryChange={(next) => onChange(next as EditorGroup)}
              fields={kinds}
              combinators={combinators}
              controlElements={controls}
              maxLevels={EDITOR_DEPTH}
              addRuleToNewGroups={false}
              enableMountQueryChange={false}
              context={context}
              suppressStandardClassnames
            />
          </fieldset>
          <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
        </QueryBuilderHistory>
      </SuggestionsProvider>
    </AnnounceProvider>
  );
}

function History({ qbId, announce }: { qbId: string; announce: (text: string) => void }) {
  const t = useTranslations('segments.editor');
  const { undo, redo, canUndo, canRedo } = useQueryBuilderHistory(qbId);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'z') return;
      // Inside a text field the browser's own undo is meant.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
      announce(t(event.shiftKey ? 'announceRedone' : 'announceUndone'));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, redo, announce, t]);
  const button = (label: string, Icon: typeof IconArrowBackUp, run: () => void, enabled: boolean, said: string) => (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-disabled={!enabled}
        onClick={() => {
          if (!enabled) return;
          run();
          announce(said);
        }}
      >
        <Icon size={18} className={classes.directed} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.history}>
      {button(t('undo'), IconArrowBackUp, undo, canUndo, t('announceUndone'))}
      {button(t('redo'), IconArrowForwardUp, redo, canRedo, t('announceRedone'))}
    </div>
  );
}
