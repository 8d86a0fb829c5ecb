'use client';

import { IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useFrame } from './frame-context';
import { Logo } from './logo';
import { navIcons } from './nav-icons';
import { isWithin, type NavGroup } from './navigation';
import classes from './sidebar.module.css';
import { UserMenu } from './user-menu';

export type Viewer = { name: string; email: string; role: string };

/** Logo, search, places in data-path order, and who is signed in. */
export function Sidebar({ navigation, viewer, companyName }: { navigation: NavGroup[]; viewer: Viewer; companyName: string }) {
  const t = useTranslations('common');
  const pathname = usePathname();
  const { openPalette } = useFrame();
  return (
    <div className={classes.root}>
      <Link href="/" className={classes.brand}>
        <Logo />
        <span className={classes.brandName}>Tessera</span>
        {companyName && (
          <span className={classes.company} title={companyName} dir="auto">
            {companyName}
          </span>
        )}
      </Link>
      <button type="button" className={classes.search} onClick={openPalette}>
        <IconSearch size={16} aria-hidden />
        <span>{t('frame.search')}</span>
        <kbd className={classes.kbd}>⌘K</kbd>
      </button>
      <nav className={classes.nav} aria-label={t('frame.navigation')}>
        {navigation.map((group) => (
          <div key={group.key} className={classes.group}>
            {group.key !== 'main' && <div className={classes.groupLabel}>{t(`nav.${group.key}`)}</div>}
            {group.items.map((item) => {
              const Icon = navIcons[item.key];
              const active = isWithin(item.href, pathname);
              return (
                <Link
                  key={item.key}
                  href={item.href}
                  className={classes.item}
                  data-active={active || undefined}
                  aria-current={active ? 'page' : undefined}
                >
                  <Icon size={18} stroke={1.6} aria-hidden />
                  <span>{t(`nav.${item.key}`)}</span>
                </Link>
              );
            })}
          </div>
        ))}
      </nav>
      <UserMenu viewer={viewer} />
    </div>
  );
}
