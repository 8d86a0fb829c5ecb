import classes from './status.module.css';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'busy';

/** A state in a word with a mark of its tone; `busy` pulses. */
export function Status({ tone, children, title }: { tone: Tone; children: string; title?: string | undefined }) {
  return (
    <span className={classes.root} data-tone={tone} title={title}>
      <span className={classes.mark} aria-hidden />
      {children}
    </span>
  );
}
