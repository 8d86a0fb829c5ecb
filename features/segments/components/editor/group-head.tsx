'use client';

import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import controls from '../../conditions/controls/editor.module.css';
import type { Path } from '../../core/editor-moves';
import { withGroup } from '../../core/editor-moves';
import type { EditorGroup } from '../../core/editor-tree';
import { useAnnounce } from './announce';
import classes from './builder.module.css';
import { DragHandle } from './drag-handle';
import { NodeActions } from './node-actions';
import { type EditorSchema, useEdit } from './use-edit';
import { useNodeEdits } from './use-node-edits';
import { usePaste } from './use-paste';

const modes = { all: ['all', false], any: ['any', false], notAll: ['all', true], none: ['any', true] } as const;
export type Mode = keyof typeof modes;

/** How the conditions of a group go together. */
export const modeOf = (group: EditorGroup): Mode =>
  group.combinator === 'any' ? (group.not ? 'none' : 'any') : group.not ? 'notAll' : 'all';

type Props = {
  id: string;
  group: EditorGroup;
  path: Path;
  schema: EditorSchema;
  folded: string | undefined;
  onFold: (folded: boolean) => void;
};

/** The first line of a group: how its conditions go together, and what can be done with it; folded, what it says. */
export function GroupHead({ id, group, path, schema, folded, onFold }: Props) {
  const t = useTranslations('segments.editor');
  const announce = useAnnounce();
  const edit = useEdit(schema);
  const edits = useNodeEdits(schema, path);
  const { onPaste, dialog } = usePaste(edits);
  const setMode = (next: Mode) => {
    const [combinator, not] = modes[next];
    edit((tree) => withGroup(tree, path, (g) => ({ ...g, combinator, not })), t(`group.${next}`));
  };
  return (
    <div className={controls.groupHead}>
      <span className={classes.headStart}>
        {path.length > 0 && (
          <>
            <DragHandle id={id} what={t('handleGroup')} edits={edits} onPaste={onPaste} />
            <ActionIcon
              size={28}
              className={classes.chevron ?? ''}
              data-folded={folded !== undefined || undefined}
              aria-expanded={folded === undefined}
              aria-label={folded === undefined ? t('collapse') : t('expand')}
              onClick={() => {
                onFold(folded === undefined);
                announce(folded === undefined ? t('announceFolded') : t('announceUnfolded'));
              }}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </>
        )}
        {folded === undefined ? (
          <NativeSelect
            size="xs"
            aria-label={t('group.label')}
            value={modeOf(group)}
            onChange={(event) => setMode(event.currentTarget.value as Mode)}
            data={(Object.keys(modes) as Mode[]).map((value) => ({ value, label: t(`group.${value}`) }))}
            className={controls.mode}
          />
        ) : (
          <p className={classes.fold}>{folded}</p>
        )}
      </span>
      {path.length > 0 && <NodeActions edits={edits} onPaste={onPaste} isGroup mayUnwrap={!group.not} />}
      {dialog}
    </div>
  );
}
