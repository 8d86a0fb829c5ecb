'use client';

import { useTranslations } from 'next-intl';
import type { RuleProps } from 'react-querybuilder';
import { useSaid } from '@/components/use-said';
import { saidOfIssue } from '@/lib/said-of-issue';
import { withoutUndefined } from '../../conditions/controls/drafts';
import classes from '../../conditions/controls/editor.module.css';
import { editorOf } from '../../conditions/editors';
import { kindIcons } from '../../conditions/menu';
import { conditionSchemas } from '../../conditions/schemas';
import type { Draft, EditorCondition } from '../../core/editor-tree';
import { NodeActions } from './node-actions';

type Props = Omit<RuleProps, 'rule'> & { rule: EditorCondition | RuleProps['rule'] };

/** One condition, read from left to right as a sentence (right to left in Persian). */
export function ConditionRow({ rule, path, actions, context }: Props) {
  const t = useTranslations('segments');
  const said = useSaid();
  const draft = rule.value as Draft;
  const Icon = kindIcons[draft.kind];
  const Editor = editorOf(draft.kind);
  const set = (next: object) => actions.onPropChange('value', withoutUndefined(next), path);
  const parsed = conditionSchemas[draft.kind].safeParse(draft);
  return (
    <fieldset className={classes.condition} data-invalid={(!parsed.success && context.showIssues) || undefined}>
      <legend className={classes.legend}>{t(`kind.${draft.kind}`)}</legend>
      <span className={classes.kindIcon} title={t(`kind.${draft.kind}`)}>
        <Icon size={16} stroke={1.6} aria-hidden />
      </span>
      <div className={classes.controls}>
        <Editor draft={draft} onChange={set} />
        {!parsed.success && context.showIssues && (
          <p className={classes.issue}>
            {t('editor.incomplete')}
            {parsed.error.issues[0]?.code === 'custom' && `: ${said(saidOfIssue(parsed.error.issues[0]))}`}
          </p>
        )}
      </div>
      <NodeActions path={path} actions={actions} />
    </fieldset>
  );
}
