import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { localeNames, locales } from '@/lib/i18n/config';
import classes from './public-frame.module.css';

/** The frame of pages for people who are not staff: the company's name, the content, the languages. Works without a script. */
export function PublicFrame({ company, children }: { company: string; children: ReactNode }) {
  const t = useTranslations('common.frame');
  const locale = useLocale();
  return (
    <div className={classes.root}>
      <header className={classes.head}>
        <span className={classes.company}>{company}</span>
        <form method="post" action="/language" aria-label={t('language')}>
          {locales
            .filter((other) => other !== locale)
            .map((other) => (
              <button key={other} type="submit" name="to" value={other} lang={other} className={classes.language}>
                {localeNames[other]}
              </button>
            ))}
        </form>
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
