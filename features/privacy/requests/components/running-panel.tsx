'use client';

import { Loader } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useTransition } from 'react';
import classes from './request.module.css';

const EVERY_MS = 2500;

/** While a run goes on: looks again and again whether it has ended, one look after the other. `children`: how far it is. */
export function RunningPanel({ children }: { children?: ReactNode }) {
  const t = useTranslations('requests.run');
  const router = useRouter();
  const [isLooking, startLooking] = useTransition();
  useEffect(() => {
    if (isLooking) return;
    const timer = setTimeout(() => startLooking(() => router.refresh()), EVERY_MS);
    return () => clearTimeout(timer);
  }, [router, isLooking]);
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
