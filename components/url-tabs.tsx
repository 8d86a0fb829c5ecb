'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './url-tabs.module.css';

type Props = { label: string; tabs: { href: string; label: string; count?: ReactNode; active: boolean }[] };

/** Tabs that are links: the open one is part of the address. `label` names the set for screen readers. */
export function UrlTabs({ label, tabs }: Props) {
  const nav = useRef<HTMLElement>(null);
  const open = tabs.find((tab) => tab.active)?.href;
  // On a narrow screen the open tab may lie beyond the edge.
  useEffect(() => {
    const tab = open !== undefined && nav.current?.querySelector('[aria-current]');
    if (!tab || !nav.current) return;
    const [room, box] = [nav.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    nav.current.scrollLeft += box.left + box.width / 2 - (room.left + room.width / 2);
  }, [open]);
  return (
    <nav ref={nav} className={classes.root} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} scroll={false} className={classes.tab} aria-current={tab.active ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
