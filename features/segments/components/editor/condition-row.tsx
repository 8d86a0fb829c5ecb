'use client';

import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import type { RuleProps } from 'react-querybuilder';
import { useSaid } from '@/components/use-said';
import { saidOfIssue } from '@/lib/said-of-issue';
import { withoutUndefined } from '../../conditions/controls/drafts';
import classes from '../../conditions/controls/editor.module.css';
import { editorOf } from '../../conditions/editors';
import { kindIcons } from '../../conditions/menu';
import { conditionSchemas } from '../../conditions/schemas';
import type { Draft, EditorCondition } from '../../core/editor-tree';
import { DragHandle } from './drag-handle';
import { NodeActions } from './node-actions';
import { useNodeEdits } from './use-node-edits';
import { usePaste } from './use-paste';

type Props = Omit<RuleProps, 'rule'> & { rule: EditorCondition | RuleProps['rule'] };

/** One condition, read from left to right as a sentence (right to left in Persian). */
export function ConditionRow({ id, rule, path, actions, context, schema }: Props) {
  const t = useTranslations('segments');
  const said = useSaid();
  const edits = useNodeEdits(schema, path);
  const { onPaste, dialog } = usePaste(edits);
  const draft = rule.value as Draft;
  const Icon = kindIcons[draft.kind];
  const Editor = editorOf(draft.kind);
  const kind = t(`kind.${draft.kind}`);
  const set = (next: object) => actions.onPropChange('value', withoutUndefined(next), path);
  const parsed = conditionSchemas[draft.kind].safeParse(draft);
  return (
    <fieldset className={classes.condition} data-invalid={(!parsed.success && context.showIssues) || undefined}>
      <legend className={classes.legend}>{kind}</legend>
      <DragHandle id={id ?? path.join('.')} what={kind} edits={edits} onPaste={onPaste} />
      <span className={classes.kindIcon} title={kind}>
        <Icon size={16} stroke={1.6} aria-hidden />
      </span>
      <div className={classes.controls}>
        <Suspense fallback={<span className={classes.loading} />}>
          <Editor draft={draft} onChange={set} />
        </Suspense>
        {!parsed.success && context.showIssues && (
          <p className={classes.issue}>
            {t('editor.incomplete')}
            {parsed.error.issues[0]?.code === 'custom' && `: ${said(saidOfIssue(parsed.error.issues[0]))}`}
          </p>
        )}
      </div>
      <NodeActions edits={edits} onPaste={onPaste} />
      {dialog}
    </fieldset>
  );
}
