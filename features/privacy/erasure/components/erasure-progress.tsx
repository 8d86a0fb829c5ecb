import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import { erasureSteps } from '../constants';
import { loadErasure } from '../loaders';
import type { ErasureView } from '../types';
import { DestinationTable } from './destination-table';
import classes from './erasure.module.css';

/** How far a running erasure is: its steps, and what destinations have answered. */
export async function ErasureProgress({ requestId }: { requestId: string }) {
  const [t, { view }] = await Promise.all([getTranslations('erasure'), loadErasure(requestId)]);
  if (!view) return <p className={classes.note}>{t('waiting')}</p>;
  return (
    <>
      <Steps view={view} />
      {view.destinations.length > 0 && <DestinationTable rows={destinationRows(view)} />}
    </>
  );
}

export const destinationRows = ({ destinations }: ErasureView) =>
  destinations.map(({ destinationId, name, kind, status, reason, endedAt }) => ({
    id: destinationId,
    name,
    kind,
    state: status,
    reason,
    endedAt,
  }));

async function Steps({ view }: { view: ErasureView }) {
  const [t, format] = await Promise.all([getTranslations('erasure'), getFormat()]);
  const now = erasureSteps.indexOf(view.step);
  const rows = Object.values(view.progress.rows).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <ol className={classes.steps}>
        {erasureSteps.map((step, n) => {
          const state = n < now ? 'past' : n === now ? 'now' : 'later';
          return (
            <li key={step} data-step={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span className={classes.mark} aria-hidden>
                {state === 'past' ? '✓' : state === 'now' ? '●' : '○'}
              </span>
              {t(`step.${step}`)}
            </li>
          );
        })}
      </ol>
      <p>{t('soFar', { count: format.integer(rows) })}</p>
    </>
  );
}
