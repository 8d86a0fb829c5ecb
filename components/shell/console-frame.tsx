'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import classes from './console-frame.module.css';
import { FrameProvider } from './frame-context';
import type { NavGroup } from './navigation';
import { Sidebar, type Viewer } from './sidebar';
import { useShortcuts } from './use-shortcuts';

const CommandMenu = dynamic(() => import('./command-menu').then((m) => m.CommandMenu), { ssr: false });
const ShortcutHelp = dynamic(() => import('./shortcut-help').then((m) => m.ShortcutHelp), { ssr: false });

type Props = { navigation: NavGroup[]; permissions: string[]; viewer: Viewer; companyName: string; children: ReactNode };

/** The console's frame: sidebar, main column, and what keys open. The palette and the help load when first opened. */
export function ConsoleFrame({ navigation, permissions, viewer, companyName, children }: Props) {
  const t = useTranslations('common.frame');
  const drawer = useRef<HTMLDialogElement>(null);
  const [palette, setPalette] = useState<'unloaded' | 'open' | 'closed'>('unloaded');
  const [help, setHelp] = useState<'unloaded' | 'open' | 'closed'>('unloaded');
  const openNavigation = useCallback(() => drawer.current?.showModal(), []);
  const openPalette = useCallback(() => setPalette('open'), []);
  const openHelp = useCallback(() => setHelp('open'), []);
  const frame = useMemo(() => ({ openNavigation, openPalette, openHelp }), [openNavigation, openPalette, openHelp]);
  useShortcuts({ navigation, openPalette, openHelp });
  const sidebar = <Sidebar navigation={navigation} viewer={viewer} companyName={companyName} />;

  return (
    <FrameProvider value={frame}>
      <a href="#main" className={classes.skip}>
        {t('skip')}
      </a>
      <div className={classes.frame}>
        <aside className={classes.aside} aria-label={t('sidebar')}>
          {sidebar}
        </aside>
        <dialog
          ref={drawer}
          className={classes.drawer}
          aria-label={t('navigation')}
          onClick={(event) => {
            const target = event.target as HTMLElement;
            if (target === drawer.current || target.closest('a')) drawer.current?.close();
          }}
          onKeyDown={(event) => event.key === 'Escape' && drawer.current?.close()}
        >
          <div className={classes.drawerBody}>{sidebar}</div>
        </dialog>
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      {palette !== 'unloaded' && (
        <CommandMenu opened={palette === 'open'} onClose={() => setPalette('closed')} navigation={navigation} permissions={permissions} />
      )}
      {help !== 'unloaded' && <ShortcutHelp opened={help === 'open'} onClose={() => setHelp('closed')} navigation={navigation} />}
    </FrameProvider>
  );
}
