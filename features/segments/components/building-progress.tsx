'use client';

import { Progress } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useFormat } from '@/components/use-format';
import classes from './segment-view.module.css';

const ASK_MS = 1500;

/** How far the first full evaluation has come; the page asks again until it is done. */
export function BuildingProgress({ progress }: { progress: number | null }) {
  const t = useTranslations('segments');
  const format = useFormat();
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), ASK_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className={classes.progress} role="status">
      <span>
        {t('state.building')} {format.percent(progress ?? 0)}
      </span>
      <Progress value={(progress ?? 0) * 100} flex={1} aria-label={t('state.building')} />
    </div>
  );
}
