'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconBoxMultiple,
  IconClipboard,
  IconClipboardText,
  IconCopy,
  IconDots,
  IconReplace,
  IconStackPop,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from '../../conditions/controls/editor.module.css';
import type { NodeEdits } from './use-node-edits';

type Props = { edits: NodeEdits; onPaste: () => void; isGroup?: boolean; mayUnwrap?: boolean };

/** Moves, duplicates, copies, turns round, wraps or removes a condition or a group; all of it by keyboard. */
export function NodeActions({ edits, onPaste, isGroup = false, mayUnwrap = false }: Props) {
  const t = useTranslations('segments.editor');
  const item = (label: string, Icon: typeof IconCopy, run: () => unknown) => (
    <Menu.Item leftSection={<Icon size={16} />} onClick={() => void run()}>
      {label}
    </Menu.Item>
  );
  return (
    <span className={classes.nodeActions}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={isGroup ? t('moreGroup') : t('more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {item(t('up'), IconArrowUp, () => edits.step('up'))}
          {item(t('down'), IconArrowDown, () => edits.step('down'))}
          <Menu.Divider />
          {item(t('clone'), IconCopy, edits.duplicate)}
          {item(t('copy'), IconClipboard, edits.copy)}
          {item(isGroup ? t('pasteInto') : t('pasteAfter'), IconClipboardText, onPaste)}
          <Menu.Divider />
          {item(t('negate'), IconReplace, edits.negate)}
          {item(t('wrap'), IconBoxMultiple, edits.wrap)}
          {mayUnwrap && item(t('unwrap'), IconStackPop, edits.unwrap)}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={isGroup ? t('removeGroup') : t('remove')}>
        <ActionIcon size={28} aria-label={isGroup ? t('removeGroup') : t('remove')} onClick={edits.remove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
