import { CopyButton } from './copy-button';
import classes from './mono.module.css';

/** An id, event name or other machine's word: monospaced, cut where there is no room, with its full text as title. */
export function Mono({ children, copy = false }: { children: string; copy?: boolean }) {
  return (
    <span className={classes.root}>
      <code className={classes.text} title={children}>
        {children}
      </code>
      {copy && <CopyButton value={children} />}
    </span>
  );
}
