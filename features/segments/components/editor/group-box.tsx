'use client';

import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { RuleGroupProps } from 'react-querybuilder';
import { useFormat } from '@/components/use-format';
import classes from '../../conditions/controls/editor.module.css';
import { EDITOR_DEPTH } from '../../constants';
import type { EditorCondition, EditorGroup } from '../../core/editor-tree';
import { isEditorGroup } from '../../core/editor-tree';
import { AddCondition } from './add-condition';
import { useAnnounce } from './announce';
import { ConditionRow } from './condition-row';
import { NodeActions } from './node-actions';

const modes = { all: ['all', false], any: ['any', false], notAll: ['all', true], none: ['any', true] } as const;
type Mode = keyof typeof modes;

const modeOf = (group: EditorGroup): Mode => (group.combinator === 'any' ? (group.not ? 'none' : 'any') : group.not ? 'notAll' : 'all');

/** One group: a fieldset with a rail, which says in its first line how its conditions go together. */
export function GroupBox(props: RuleGroupProps) {
  const { path, actions, context } = props;
  const group = props.ruleGroup as EditorGroup;
  const t = useTranslations('segments.editor');
  const format = useFormat();
  const announce = useAnnounce();
  const root = useRef<HTMLFieldSetElement>(null);
  const mode = modeOf(group);
  const words = t(`group.${mode}`);
  const place = path.map((i) => format.integer(i + 1)).join('.');
  const setMode = (next: Mode) => {
    const [combinator, not] = modes[next];
    actions.onPropChange('combinator', combinator, path);
    actions.onPropChange('not', not, path);
  };
  const addGroup = () => {
    actions.onGroupAdd({ combinator: group.combinator === 'all' ? 'any' : 'all', rules: [] }, path);
    announce(t('announceGroupAdded'));
  };
  const joint = group.combinator === 'any' ? t('or') : t('and');

  return (
    <fieldset ref={root} className={classes.group} data-level={path.length} data-root={path.length === 0 || undefined}>
      <legend className={classes.legend}>
        {path.length === 0 ? t('legendRoot', { mode: words }) : t('legend', { path: place, mode: words })}
      </legend>
      <div className={classes.groupHead}>
        <NativeSelect
          size="xs"
          aria-label={t('group.label')}
          value={mode}
          onChange={(event) => setMode(event.currentTarget.value as Mode)}
          data={(Object.keys(modes) as Mode[]).map((value) => ({ value, label: t(`group.${value}`) }))}
          className={classes.mode}
        />
        {path.length > 0 && <NodeActions path={path} actions={actions} isGroup />}
      </div>
      {group.rules.length === 0 ? (
        <p className={classes.hint} data-issue={context.showIssues || undefined}>
          {path.length === 0 ? t('start') : t('groupEmpty')}
        </p>
      ) : (
        <ol className={classes.children}>
          {group.rules.map((child, i) => {
            const childPath = [...path, i];
            const common = { ...props, path: childPath, id: child.id ?? '', shiftUpDisabled: false, shiftDownDisabled: false };
            return (
              <li key={child.id ?? i} className={classes.child}>
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
      )}
      <div className={classes.add}>
        <AddCondition onAdd={(condition) => actions.onRuleAdd(condition, path)} />
        {path.length + 1 < EDITOR_DEPTH ? (
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={addGroup}>
            {t('addGroup')}
          </Button>
        ) : (
          <span className={classes.note}>{t('tooDeep', { max: EDITOR_DEPTH })}</span>
        )}
      </div>
    </fieldset>
  );
}
