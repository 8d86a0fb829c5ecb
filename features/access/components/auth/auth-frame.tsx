import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Logo } from '@/components/shell/logo';
import classes from './auth-frame.module.css';
import { Mosaic } from './mosaic';
import { Preferences } from './preferences';

/** The frame of every page before sign-in: the form on one side, a wall of tiles on the other. */
export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('auth.frame');
  return (
    <div className={classes.root}>
      <div className={classes.side}>
        <header className={classes.brand}>
          <Logo size={24} />
          <span>Tessera</span>
        </header>
        <main className={classes.main}>{children}</main>
        <footer className={classes.footer}>
          <Preferences />
        </footer>
      </div>
      <aside className={classes.wall}>
        <Mosaic />
        <div className={classes.words}>
          <p className={classes.claim}>{t('claim')}</p>
          <p className={classes.detail}>{t('detail')}</p>
        </div>
      </aside>
    </div>
  );
}

/** The title of a page before sign-in, with one sentence under it. */
export function AuthTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.title}>
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
  );
}
