import type { ReactNode } from 'react';
import classes from './scroll-region.module.css';

/** Scrolls sideways what is wider than the page; focusable, so that keys can scroll it. `label` names it for screen readers. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys
    <section className={classes.root} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
