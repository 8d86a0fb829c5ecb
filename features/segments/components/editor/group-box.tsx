'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { RuleGroupProps } from 'react-querybuilder';
import { useFormat } from '@/components/use-format';
import classes from '../../conditions/controls/editor.module.css';
import { EDITOR_DEPTH } from '../../constants';
import { withInserted } from '../../core/editor-moves';
import type { EditorCondition, EditorGroup } from '../../core/editor-tree';
import { isEditorGroup } from '../../core/editor-tree';
import { AddCondition } from './add-condition';
import { ConditionRow } from './condition-row';
import { placeText } from './drop-place';
import type { EditorContext } from './go-to';
import { GroupHead, modeOf } from './group-head';
import { useEdit } from './use-edit';
import { useGroupSentence } from './use-group-sentence';

/** One group: a fieldset with a rail, which says in its first line how its conditions go together. */
export function GroupBox(props: RuleGroupProps) {
  const { path, context, schema } = props;
  const group = props.ruleGroup as EditorGroup;
  const t = useTranslations('segments.editor');
  const format = useFormat();
  const edit = useEdit(schema);
  const [folded, setFolded] = useState(false);
  const { goTo, onReached, showIssues } = context as EditorContext;
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!goTo || !path.every((n, i) => goTo.at[i] === n)) return;
    setFolded(false);
    if (goTo.at.length > path.length) return;
    box.current?.querySelector<HTMLElement>('[data-add] button')?.focus();
    onReached();
  }, [goTo, onReached, path]);
  const sentence = useGroupSentence(group, folded);
  const words = t(`group.${modeOf(group)}`);
  const place = path.map((i) => format.integer(i + 1)).join('.');
  const add = (node: EditorCondition | EditorGroup, said: string) =>
    edit((tree) => withInserted(tree, path, group.rules.length, [node]), said);

  return (
    <fieldset
      ref={box}
      className={classes.group}
      data-level={path.length}
      data-root={path.length === 0 || undefined}
      data-group={placeText(path)}
      data-empty={group.rules.length === 0 || undefined}
    >
      <legend className={classes.legend}>
        {path.length === 0 ? t('legendRoot', { mode: words }) : t('legend', { path: place, mode: words })}
      </legend>
      <GroupHead id={props.id ?? place} group={group} path={path} schema={schema} folded={sentence} onFold={setFolded} />
      {!folded && <GroupBody {...props} />}
      {!folded && (
        <div className={classes.add} data-add>
          <AddCondition onAdd={(condition) => add(condition as EditorCondition, t('announceAdded'))} />
          {path.length + 1 < EDITOR_DEPTH ? (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              onClick={() => add({ combinator: group.combinator === 'all' ? 'any' : 'all', rules: [] }, t('announceGroupAdded'))}
            >
              {t('addGroup')}
            </Button>
          ) : (
            <span className={classes.note}>{t('tooDeep', { max: EDITOR_DEPTH })}</span>
          )}
        </div>
      )}
      {group.rules.length === 0 && showIssues && folded && <p className={classes.issue}>{t('groupEmpty')}</p>}
    </fieldset>
  );
}

function GroupBody(props: RuleGroupProps) {
  const { path, context } = props;
  const group = props.ruleGroup as EditorGroup;
  const t = useTranslations('segments.editor');
  const joint = group.combinator === 'any' ? t('or') : t('and');
  if (group.rules.length === 0)
    return (
      <p className={classes.hint} data-issue={context.showIssues || undefined}>
        {path.length === 0 ? t('start') : t('groupEmpty')}
      </p>
    );
  return (
    <ol className={classes.children}>
      {group.rules.map((child, i) => {
        const childPath = [...path, i];
        const common = { ...props, path: childPath, id: child.id ?? '', shiftUpDisabled: false, shiftDownDisabled: false };
        return (
          <li key={child.id ?? i} className={classes.child} data-place={placeText(childPath)}>
            {i > 0 && <span className={classes.joint}>{joint}</span>}
            {isEditorGroup(child) ? (
              <GroupBox {...common} ruleGroup={child as RuleGroupProps['ruleGroup']} />
            ) : (
              <ConditionRow {...common} rule={child as EditorCondition} />
            )}
          </li>
        );
      })}
    </ol>
  );
}
