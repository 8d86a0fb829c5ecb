'use client';

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { useSaid } from '@/components/use-said';
import { startEvaluationAction } from '../actions';
import { failureKey } from '../core/failures';
import classes from './segment-view.module.css';

type Props = { id: string; state: 'stopped' | 'failed'; error: string | null; evaluated: boolean; mayStart: boolean };

/** For a segment whose evaluation was stopped or failed: why, what its members are worth now, and the way to have it evaluated again. */
export function StandingStill({ id, state, error, evaluated, mayStart }: Props) {
  const t = useTranslations('segments.evaluation');
  const said = useSaid();
  const router = useRouter();
  const client = useQueryClient();
  const start = useAction(startEvaluationAction, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['segments', id] });
      router.refresh();
    },
  });
  const refused = start.error?.fields?.[0];
  return (
    <div className={classes.still} data-state={state} role="status">
      <div>
        <p className={classes.stillTitle}>
          {state === 'stopped' ? t('wasStopped') : said({ message: error ?? '', key: failureKey(error) })}
        </p>
        <p className={classes.note}>{evaluated ? t('keepsMembers') : t('hasNobody')}</p>
        {refused && (
          <p className={classes.stillFault} role="alert">
            {said(refused)}
          </p>
        )}
      </div>
      {mayStart && (
        <Button variant="default" leftSection={<IconPlayerPlay size={16} />} loading={start.pending} onClick={() => void start.run({ id })}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}
