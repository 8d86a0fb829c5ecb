import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './url-tabs.module.css';

type Props = { label: string; tabs: { href: string; label: string; count?: ReactNode; active: boolean }[] };

/** Tabs that are links: the open one is part of the address. `label` names the set for screen readers. */
export function UrlTabs({ label, tabs }: Props) {
  return (
    <nav className={classes.root} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} scroll={false} className={classes.tab} aria-current={tab.active ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
