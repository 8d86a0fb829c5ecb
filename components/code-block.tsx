'use client';

import { useTranslations } from 'next-intl';
import classes from './code-block.module.css';
import { CopyButton } from './copy-button';

type Props = { code: string; label: string; maxHeight?: string };

/** Code or raw JSON to read and copy, left to right in any language. `label` names it for screen readers. */
export function CodeBlock({ code, label, maxHeight = '24rem' }: Props) {
  const t = useTranslations('common.action');
  return (
    <div className={classes.root}>
      {/* Scrolls, so it must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by keys */}
      <section className={classes.scroll} style={{ maxBlockSize: maxHeight }} tabIndex={0} aria-label={label}>
        <pre className={classes.code}>
          <code>{code}</code>
        </pre>
      </section>
      <div className={classes.copy}>
        <CopyButton value={code} what={t('copy')} />
      </div>
    </div>
  );
}
