import type { ReactNode } from 'react';
import classes from './profile.module.css';

/** The open tab, and beside it what is always worth seeing. */
export function ProfileLayout({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.layout}>
      <div className={classes.main}>{children}</div>
      {aside}
    </div>
  );
}
