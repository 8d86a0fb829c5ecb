'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { answerNothingAction } from '../actions';
import classes from './request.module.css';

/** Closes a request of somebody about whom nothing is held. */
export function NothingPanel({ requestId, mayWrite }: { requestId: string; mayWrite: boolean }) {
  const t = useTranslations('requests.nothing');
  const answer = useAction(answerNothingAction, { success: t('done') });
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t('text')}</p>
      {mayWrite && (
        <Button loading={answer.pending} onClick={() => void answer.run({ requestId, note: null })}>
          {t('button')}
        </Button>
      )}
    </section>
  );
}
