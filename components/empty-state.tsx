import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

type Props = {
  /** `first`: there is nothing yet, say what this place is for and offer the way to begin. `filtered`: nothing matches, offer to clear. */
  kind: 'first' | 'filtered';
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
};

/** What stands where there are no rows. */
export function EmptyState({ kind, title, children, action, icon }: Props) {
  return (
    <div className={classes.root} data-kind={kind}>
      {icon && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
