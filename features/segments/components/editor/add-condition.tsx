'use client';

import { Button, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { RuleType } from 'react-querybuilder';
import { fetchUsualEditors } from '../../conditions/editors';
import { editorCondition } from '../../core/editor-tree';
import classes from './builder.module.css';

const ConditionMenu = dynamic(() => import('./condition-menu').then((m) => m.ConditionMenu), { ssr: false });

/** The button that adds a condition to a group, with the menu of all that can be asked. */
export function AddCondition({ onAdd }: { onAdd: (condition: RuleType) => void }) {
  const t = useTranslations('segments');
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={336}
      middlewares={{ size: { padding: 8 } }}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          aria-haspopup="menu"
          onClick={() => {
            fetchUsualEditors();
            setOpened((open) => !open);
          }}
        >
          {t('editor.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.menuBox ?? ''} aria-label={t('editor.menu.label')}>
        {opened && (
          <ConditionMenu
            onPick={(draft) => {
              setOpened(false);
              onAdd(editorCondition({ ...draft }));
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
