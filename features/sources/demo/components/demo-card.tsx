'use client';

import { Alert, Button, Progress, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { setTrickleAction, startDemoAction } from '../actions';
import { demoStateQuery } from '../queries';
import type { DemoState } from '../types';
import classes from './demo-card.module.css';

/** Offers the demo company, shows its loading, and afterwards says what is real in it and lets live events trickle. */
export function DemoCard({ initial, mayChange }: { initial: DemoState | undefined; mayChange: boolean }) {
  const t = useTranslations('demo');
  const format = useFormat();
  const router = useRouter();
  const { data: state, refetch } = useQuery(demoStateQuery(initial ?? null));
  const start = useAction(startDemoAction, { onSuccess: () => void refetch() });
  const trickle = useAction(setTrickleAction, { onSuccess: () => void refetch() });
  const before = useRef(state?.status);
  useEffect(() => {
    if (before.current === 'loading' && state?.status === 'ready') router.refresh();
    before.current = state?.status;
  }, [state?.status, router]);

  if (!state || state.status === 'failed') {
    if (!mayChange) return null;
    return (
      <div className={classes.offer}>
        {state?.status === 'failed' && (
          <Alert color="red" variant="light" role="alert">
            {t('failed', { reason: state.error ?? '' })}
          </Alert>
        )}
        <Button variant="default" loading={start.pending} onClick={() => void start.run({})}>
          {state ? t('retry') : t('load')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('about')}
        </Text>
      </div>
    );
  }
  if (state.status === 'loading') {
    const share = state.total > 0 ? state.done / state.total : 0;
    return (
      <div className={classes.card} role="status">
        <Text fw={500}>{t('loading')}</Text>
        <Text size="sm">
          {t(`step.${state.step}`)} · {format.percent(share)}
        </Text>
        <Progress value={share * 100} animated aria-label={t('loading')} />
      </div>
    );
  }
  return (
    <div className={classes.card}>
      <Text size="sm">{t('ready', { weeks: state.weeks })}</Text>
      {mayChange && (
        <Switch
          label={t('trickle')}
          checked={state.trickle}
          disabled={trickle.pending}
          onChange={(event) => void trickle.run({ on: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
