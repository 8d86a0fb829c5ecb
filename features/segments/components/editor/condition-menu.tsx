'use client';

import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import controls from '../../conditions/controls/editor.module.css';
import { useSuggestions } from '../../conditions/controls/suggestions-context';
import { type MenuItem, menuGroups, menuItems } from '../../conditions/menu';
import { presetItems } from '../../conditions/presets';
import type { Draft } from '../../core/editor-tree';
import classes from './builder.module.css';

/** Everything that can be asked, under four questions, found by typing; arrow keys go through it, Enter takes one. */
export function ConditionMenu({ onPick }: { onPick: (draft: Draft) => void }) {
  const t = useTranslations('segments');
  const suggestions = useSuggestions();
  const root = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState('');
  // The menu is fetched when it is first opened: by then the focus has gone elsewhere. It is taken after the popover has noted where to
  // return it, and without scrolling: the menu has no place yet.
  useEffect(() => {
    const frame = requestAnimationFrame(() => root.current?.querySelector('input')?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, []);
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const items = [...menuItems, ...presetItems(suggestions)].filter(({ id, group }) => {
    const text = `${t(`menu.${id}.label`)} ${t(`menu.${id}.help`)} ${t(`menu.groups.${group}`)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const ordered = menuGroups.flatMap((group) => items.filter((item) => item.group === group));
  const entries = () => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const onKey = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || (at < 0 && (event.key === 'Home' || event.key === 'End'))) return;
    event.preventDefault();
    if (next < 0) root.current?.querySelector('input')?.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  };
  const line = ({ id, icon: Icon, draft }: MenuItem) => (
    <button key={id} type="button" role="menuitem" tabIndex={-1} className={classes.menuItem} onClick={() => onPick(draft)}>
      <Icon size={18} stroke={1.6} className={classes.menuIcon} aria-hidden />
      <span>
        {t(`menu.${id}.label`)}
        <span className={controls.help}>{t(`menu.${id}.help`)}</span>
      </span>
    </button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys of what is inside
    <div ref={root} className={classes.menuRoot} onKeyDown={onKey}>
      <TextInput
        className={classes.menuSearch ?? ''}
        size="xs"
        leftSection={<IconSearch size={14} />}
        placeholder={t('editor.menu.search')}
        aria-label={t('editor.menu.search')}
        value={asked}
        onChange={(event) => setAsked(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // The field lies in the segment's form, which Enter would send.
          event.preventDefault();
          const [first] = ordered;
          if (first && asked.trim() !== '') onPick(first.draft);
        }}
      />
      {ordered.length === 0 && (
        <p className={classes.menuNone} role="status">
          {t('editor.menu.none')}
        </p>
      )}
      <div className={classes.menu} role="menu" aria-label={t('editor.menu.label')} hidden={ordered.length === 0}>
        {menuGroups.map((group) => {
          const own = ordered.filter((item) => item.group === group);
          if (own.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of a menu, not of a form
            <div key={group} role="group" aria-label={t(`menu.groups.${group}`)}>
              <div className={classes.menuGroup} aria-hidden>
                {t(`menu.groups.${group}`)}
              </div>
              {own.map(line)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
