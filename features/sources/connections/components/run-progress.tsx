'use client';

import { Button, Progress } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { cancelRunAction } from '../actions';
import type { RunView } from '../data/run-log';
import { useFailure } from './failure-text';

type Props = { run: RunView; mayWrite: boolean; onChange: () => void };

/** How far the reading under way is. */
export function RunProgress({ run, mayWrite, onChange }: Props) {
  const t = useTranslations('connectors.runs');
  const said = useFailure();
  const format = useFormat();
  const cancel = useAction(cancelRunAction, { success: t('cancelled'), onSuccess: onChange });
  const share = run.total ? Math.min(1, run.counts.read / run.total) : 0;
  const title = run.status === 'queued' ? t('queued') : run.total ? t('running', { percent: format.percent(share) }) : t('reading');
  return (
    <Section
      title={title}
      description={run.fault ? t('retrying', { reason: said(run.fault) }) : t('soFar', { count: run.counts.read })}
      aside={
        mayWrite && (
          <Button variant="default" size="xs" loading={cancel.pending} onClick={() => void cancel.run({ runId: run.id })}>
            {t('cancel')}
          </Button>
        )
      }
    >
      <Progress value={run.total ? share * 100 : 100} animated aria-label={title} mb="md" />
    </Section>
  );
}
