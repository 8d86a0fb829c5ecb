'use client';

import { useTranslations } from 'next-intl';
import { Mono } from '@/components/mono';
import { useSaid } from '@/components/use-said';
import type { RuleReading } from '../../core/rule-json';
import classes from './builder.module.css';

/** What is wrong with a text that is to be a rule: each fault with its place and a sentence. Nothing for a good one. */
export function RuleFaults({ reading }: { reading: RuleReading }) {
  const t = useTranslations('segments.editor.paste');
  const said = useSaid();
  if ('rule' in reading) return null;
  if ('syntax' in reading)
    return (
      <p className={classes.fault} role="status">
        {reading.syntax ? t('syntaxAt', reading.syntax) : t('syntax')}
      </p>
    );
  return (
    <div role="status">
      <p className={classes.fault}>{t('faults')}</p>
      <ul className={classes.faults}>
        {reading.faults.slice(0, 20).map(({ path, ...fault }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that is written anew as a whole
          <li key={i}>
            {path && (
              <>
                <Mono>{path}</Mono>{' '}
              </>
            )}
            {said(fault)}
          </li>
        ))}
      </ul>
    </div>
  );
}
