'use client';

import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RuleType } from 'react-querybuilder';
import classes from '../../conditions/controls/editor.module.css';
import { menuGroups, menuItems } from '../../conditions/menu';
import { editorCondition } from '../../core/editor-tree';
import { useAnnounce } from './announce';

/** The menu that adds a condition to a group: what people are, do, value and buy. */
export function AddCondition({ onAdd }: { onAdd: (condition: RuleType) => void }) {
  const t = useTranslations('segments');
  const announce = useAnnounce();
  const groups = menuGroups.map((group) => ({ group, items: menuItems.filter((item) => item.group === group) }));
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />}>
          {t('editor.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ group, items }) => [
            <Menu.Label key={group}>{t(`menu.groups.${group}`)}</Menu.Label>,
            ...items.map(({ id, icon: Icon, draft }) => (
              <Menu.Item
                key={id}
                leftSection={<Icon size={18} stroke={1.6} />}
                onClick={() => {
                  onAdd(editorCondition({ ...draft }));
                  announce(t('editor.announceAdded'));
                }}
              >
                {t(`menu.${id}.label`)}
                <span className={classes.help}>{t(`menu.${id}.help`)}</span>
              </Menu.Item>
            )),
          ])}
      </Menu.Dropdown>
    </Menu>
  );
}
