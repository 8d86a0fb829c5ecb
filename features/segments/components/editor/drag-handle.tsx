'use client';

import { IconGripVertical } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { beginDrag } from './begin-drag';
import classes from './builder.module.css';
import type { NodeEdits } from './use-node-edits';

type Props = { id: string; what: string; edits: NodeEdits; onPaste: () => void };

/** Where a node is taken hold of: dragged with a pointer, moved, copied and removed with the keys. */
export function DragHandle({ id, what, edits, onPaste }: Props) {
  const t = useTranslations('segments.editor');
  const onKey = (event: KeyboardEvent) => {
    const act = shortcut(event, edits, onPaste);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    holdOn(id);
  };
  return (
    <button
      type="button"
      className={classes.handle}
      data-handle={id}
      aria-label={t('handle', { what })}
      aria-description={t('handleHelp')}
      title={t('handleHelp')}
      onKeyDown={onKey}
      onPointerDown={(event) => beginDrag(event, { label: what, accepts: edits.accepts, onDrop: edits.moveTo })}
    >
      <IconGripVertical size={16} stroke={1.6} aria-hidden />
    </button>
  );
}

/** What is moved may be drawn anew elsewhere: the hold follows it there, unless something else has been taken hold of. */
function holdOn(id: string, frames = 30): void {
  if (frames === 0) return;
  requestAnimationFrame(() => {
    const nothing = document.activeElement === null || document.activeElement === document.body;
    if (nothing) document.querySelector<HTMLElement>(`[data-handle="${CSS.escape(id)}"]`)?.focus();
    holdOn(id, frames - 1);
  });
}

function shortcut(event: KeyboardEvent, edits: NodeEdits, onPaste: () => void): (() => unknown) | undefined {
  if (event.ctrlKey || event.metaKey) {
    const keys: Record<string, () => unknown> = { d: edits.duplicate, c: edits.copy, v: onPaste };
    return keys[event.key.toLowerCase()];
  }
  if (event.key === 'ArrowUp') return () => edits.step('up');
  if (event.key === 'ArrowDown') return () => edits.step('down');
  return event.key === 'Delete' || event.key === 'Backspace' ? edits.remove : undefined;
}
