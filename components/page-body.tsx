import type { ReactNode } from 'react';
import classes from './page-body.module.css';

/** The page's content: at most 1280 px wide, or as wide as there is room (`wide`, for tables). */
export function PageBody({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className={classes.body} data-wide={wide || undefined}>
      {children}
    </div>
  );
}

/** A titled part of a page: separated by space, never a card in a card. `aside` stands at the end of the title's line. */
export function Section({
  title,
  aside,
  description,
  children,
}: {
  title: string;
  aside?: ReactNode;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {description && <p className={classes.sectionDescription}>{description}</p>}
      {children}
    </section>
  );
}
