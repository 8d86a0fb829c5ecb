'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { Check } from '@/features/traits/schema';
import type { ModelView } from '../../data/model-view';

/** Says why nothing is predicted, or why the newest fit is not the one in force; nothing while all is well. */
export function ModelNotice({ model: { published, latest, state } }: { model: ModelView }) {
  const t = useTranslations('insights.model');
  const format = useFormat();
  if (state !== 'idle' && !published) return <Notice title={t('fitting')}>{t('fittingText')}</Notice>;
  if (!latest) return <Notice title={t('notYet')}>{t('notYetText')}</Notice>;
  if (latest.status === 'published' || latest.status === 'superseded') return null;
  const failed = latest.card.checks.filter((check) => check.blocks && !check.passed);
  const said = (check: Check) => t(`check.${check.key}`, { value: checkValue(check, format), limit: checkLimit(check, format) });
  return (
    <Notice title={t(published ? 'refusedKept' : latest.status === 'insufficient' ? 'tooLittle' : 'refused')}>
      {t(published ? 'refusedKeptText' : 'refusedText', { time: format.dateTime(latest.fittedAt) })}{' '}
      {failed.length > 0 ? format.list(failed.map(said)) : latest.reason ? t(`reason.${latest.reason}`) : ''}
    </Notice>
  );
}

type Format = ReturnType<typeof useFormat>;
const shares = new Set(['total_error', 'ece']);

/** What a check found, as text. */
export const checkValue = ({ key, value }: Check, format: Format): string =>
  shares.has(key) ? format.signedPercent(value) : format.number(value);

/** What a check allows, as text. */
export const checkLimit = ({ key, limit }: Check, format: Format): string =>
  shares.has(key) ? format.percent(limit) : format.number(limit);

function Notice({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Alert variant="light" color="yellow" title={title} mb="md">
      {children}
    </Alert>
  );
}
