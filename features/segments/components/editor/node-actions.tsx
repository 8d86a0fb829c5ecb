'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { QueryActions } from 'react-querybuilder';
import classes from '../../conditions/controls/editor.module.css';
import { useAnnounce } from './announce';

type Props = { path: number[]; actions: QueryActions; isGroup?: boolean };

/** Moves, duplicates or removes a condition or a group; all of it by keyboard. */
export function NodeActions({ path, actions, isGroup = false }: Props) {
  const t = useTranslations('segments.editor');
  const announce = useAnnounce();
  const last = path.at(-1) ?? 0;
  const act = (run: () => void, said: string) => () => {
    run();
    announce(said);
  };
  return (
    <span className={classes.nodeActions}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={isGroup ? t('moreGroup') : t('more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={act(() => actions.moveRule(path, 'up'), t('announceMoved'))}>
            {t('up')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={act(() => actions.moveRule(path, 'down'), t('announceMoved'))}>
            {t('down')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            onClick={act(() => actions.moveRule(path, [...path.slice(0, -1), last + 1], true), t('announceCloned'))}
          >
            {t('clone')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={isGroup ? t('removeGroup') : t('remove')}>
        <ActionIcon
          size={28}
          aria-label={isGroup ? t('removeGroup') : t('remove')}
          onClick={act(() => (isGroup ? actions.onGroupRemove(path) : actions.onRuleRemove(path)), t('announceRemoved'))}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
