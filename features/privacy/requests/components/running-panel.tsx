'use client';

import { Loader } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import classes from './request.module.css';

const EVERY_MS = 2000;

/** While a run goes on: looks every two seconds whether it has ended. `children`: how far it is. */
export function RunningPanel({ children }: { children?: ReactNode }) {
  const t = useTranslations('requests.run');
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <section className={classes.panel} aria-label={t('running')} aria-live="polite">
      <h2>
        <Loader size={14} me="xs" aria-hidden />
        {t('running')}
      </h2>
      <p>{t('runningText')}</p>
      {children}
    </section>
  );
}
