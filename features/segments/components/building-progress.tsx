'use client';

import { Button, Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { stopEvaluationAction } from '../actions';
import classes from './segment-view.module.css';

const ASK_MS = 1500;

type Props = { id: string; progress: number | null; mayStop: boolean };

/** How far the full evaluation has come, and the way to end it; the page asks again until it is done. */
export function BuildingProgress({ id, progress, mayStop }: Props) {
  const t = useTranslations('segments');
  const format = useFormat();
  const router = useRouter();
  const client = useQueryClient();
  const stop = useAction(stopEvaluationAction, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['segments', id] });
      router.refresh();
    },
    success: t('evaluation.stopped'),
  });
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
      {mayStop && (
        <Button variant="default" size="compact-sm" loading={stop.pending} onClick={() => void stop.run({ id })}>
          {t('evaluation.stop')}
        </Button>
      )}
    </div>
  );
}
