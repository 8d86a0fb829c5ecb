'use client';

import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { RunView } from '../data/run-log';
import { useFailure } from './failure-text';

const tones: Record<RunView['status'], Tone> = { queued: 'busy', running: 'busy', done: 'success', failed: 'danger', cancelled: 'neutral' };

/** A run's state in a word; of a failure, also why. */
export function RunState({ run }: { run: RunView }) {
  const t = useTranslations('connectors.runs');
  const said = useFailure();
  const isRetrying = run.status === 'running' && run.fault !== null;
  return (
    <Status tone={isRetrying ? 'warning' : tones[run.status]} title={run.fault ? said(run.fault) : undefined}>
      {t(isRetrying ? 'status.retrying' : `status.${run.status}`)}
    </Status>
  );
}
