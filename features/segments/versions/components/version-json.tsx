'use client';

import { useTranslations } from 'next-intl';
import { diffLines } from '../core/line-diff';
import classes from './versions.module.css';

const marks = { same: ' ', added: '+', removed: '−' } as const;

/** Two rules as JSON, line by line: with a sign and a word for what came and what went, never by colour alone. */
export function VersionJson({ before, after }: { before: string; after: string }) {
  const t = useTranslations('segment-page.versions');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys
    <section className={classes.json} tabIndex={0} aria-label={t('as.json')}>
      <pre dir="ltr">
        {diffLines(before, after).map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and are drawn anew together
          <div key={n} className={classes.line} data-type={line.type}>
            <span aria-hidden>{marks[line.type]} </span>
            {line.type !== 'same' && <span className={classes.hidden}>{t(`line.${line.type}`)} </span>}
            {line.text}
          </div>
        ))}
      </pre>
    </section>
  );
}
