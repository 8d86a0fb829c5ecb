import Link from 'next/link';
import type { ReactNode } from 'react';
import { PlainLink } from './charts/plain-link';
import { Definition } from './definition';
import classes from './stat.module.css';

type StatProps = {
  label: string;
  /** Already formatted. */
  value: string;
  /** A sentence or a change under the figure, with its sign and word, never by colour alone. */
  note?: ReactNode;
  href?: string;
  /** How the figure is counted, in words. */
  definition?: string | undefined;
  /** Goes to `href` without loading the page anew. */
  go?: (() => void) | undefined;
  children?: ReactNode;
};

/** One figure with its name; `children` may be a sparkline. */
export function Stat({ label, value, note, href, definition, go, children }: StatProps) {
  const body = (
    <>
      <dt className={classes.label}>
        {href && go ? (
          <PlainLink href={href} go={go} className={classes.link}>
            {label}
          </PlainLink>
        ) : href ? (
          <Link href={href} className={classes.link}>
            {label}
          </Link>
        ) : (
          label
        )}
        {definition && <Definition of={label}>{definition}</Definition>}
      </dt>
      <dd className={classes.value}>{value}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
      {children && <dd className={classes.extra}>{children}</dd>}
    </>
  );
  return (
    <div className={classes.stat} data-link={href ? true : undefined}>
      {body}
    </div>
  );
}

/** A row of figures, divided by hairlines; wraps on narrow screens. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className={classes.row}>{children}</dl>;
}
