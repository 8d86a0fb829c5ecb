'use client';

import type { MouseEvent, ReactNode } from 'react';
import classes from './chart-frame.module.css';

type Props = { href: string; go: () => void; children: ReactNode; className?: string | undefined; label?: string | undefined };

/** A link whose plain click stays on the page; with a modifier key, or opened elsewhere, it is the address. */
export function PlainLink({ href, go, children, className = classes.link, label }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    go();
  };
  return (
    <a href={href} className={className} onClick={follow} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </a>
  );
}
