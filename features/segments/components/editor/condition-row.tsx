'use client';

import { ActionIcon } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Suspense, useEffect, useId, useMemo, useRef } from 'react';
import type { RuleProps } from 'react-querybuilder';
import { withoutUndefined } from '../../conditions/controls/drafts';
import classes from '../../conditions/controls/editor.module.css';
import { Places } from '../../conditions/controls/place';
import { editorOf } from '../../conditions/editors';
import { kindIcons } from '../../conditions/menu';
import { conditionSchemas } from '../../conditions/schemas';
import { faultsOf } from '../../core/draft-faults';
import type { Draft, EditorCondition } from '../../core/editor-tree';
import { DragHandle } from './drag-handle';
import { FoldedCondition } from './folded-condition';
import { type EditorContext, focusField } from './go-to';
import { NodeActions } from './node-actions';
import { useFaultWords } from './use-fault-words';
import { useFold } from './use-fold';
import { useNodeEdits } from './use-node-edits';
import { usePaste } from './use-paste';

type Props = Omit<RuleProps, 'rule'> & { rule: EditorCondition | RuleProps['rule'] };

/** One condition, read from left to right as a sentence (right to left in Persian); on narrow screens it folds to that sentence. */
export function ConditionRow({ id, rule, path, actions, context, schema }: Props) {
  const t = useTranslations('segments');
  const { showIssues, goTo, onReached, added } = context as EditorContext;
  const edits = useNodeEdits(schema, path);
  const { onPaste, dialog } = usePaste(edits);
  const faultWords = useFaultWords();
  const issueId = useId();
  const row = useRef<HTMLFieldSetElement>(null);
  const draft = rule.value as Draft;
  const Icon = kindIcons[draft.kind];
  const Editor = editorOf(draft.kind);
  const kind = t(`kind.${draft.kind}`);
  const set = (next: object) => actions.onPropChange('value', withoutUndefined(next), path);
  const parsed = conditionSchemas[draft.kind].safeParse(draft);
  const faults = useMemo(() => (parsed.success || !showIssues ? [] : faultsOf(draft)), [parsed.success, showIssues, draft]);
  const wrong = useMemo(() => faults.map((fault) => fault.path.join('.')), [faults]);
  const { narrow, folded, fold } = useFold(parsed.success, added);
  // What was touched goes away: the focus passes to what has come in its place.
  const toggle = (next: boolean) => {
    fold(next);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[data-fold]')?.focus());
  };
  useEffect(() => {
    if (!goTo || !row.current || goTo.at.length !== path.length || !path.every((n, i) => goTo.at[i] === n)) return;
    focusField(row.current, goTo.field ?? faultsOf(draft)[0]?.path.join('.'));
    onReached();
  }, [goTo, onReached, path, draft]);
  return (
    <fieldset
      ref={row}
      className={classes.condition}
      data-invalid={faults.length > 0 || undefined}
      aria-describedby={faults.length > 0 ? issueId : undefined}
    >
      <legend className={classes.legend}>{kind}</legend>
      <DragHandle id={id ?? path.join('.')} what={kind} edits={edits} onPaste={onPaste} />
      {!folded && (
        <span className={classes.kindIcon} title={kind}>
          <Icon size={16} stroke={1.6} aria-hidden />
        </span>
      )}
      {narrow && !folded && (
        <span className={classes.kindName} aria-hidden>
          {kind}
        </span>
      )}
      {folded && parsed.success ? (
        <FoldedCondition condition={parsed.data} onOpen={() => toggle(false)} />
      ) : (
        <div className={classes.controls}>
          <Places wrong={wrong}>
            <Suspense fallback={<span className={classes.loading} />}>
              <Editor draft={draft} onChange={set} />
            </Suspense>
          </Places>
          {faults.length > 0 && (
            <div id={issueId} className={classes.issue}>
              {faults.map((fault) => (
                <p key={fault.path.join('.')}>{faultWords(fault)}</p>
              ))}
            </div>
          )}
        </div>
      )}
      {narrow && parsed.success && !folded && (
        <ActionIcon size={28} aria-expanded aria-label={t('editor.foldCondition')} data-fold onClick={() => toggle(true)}>
          <IconChevronDown size={16} />
        </ActionIcon>
      )}
      <NodeActions edits={edits} onPaste={onPaste} />
      {dialog}
    </fieldset>
  );
}
