'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { SegmentNow } from '../../data/segment-now';
import { segmentNow } from '../../queries';
import classes from './overview.module.css';

/** A stamp older than this says that something is behind. */
const LATE_MS = 60_000;

/** Up to when the membership is right: what was received before it is processed, and time has been followed to it. */
export function Freshness({ id, shown }: { id: string; shown: SegmentNow }) {
  const t = useTranslations('segment-page.fresh');
  const format = useFormat();
  const { data: now, dataUpdatedAt } = useQuery(segmentNow(id, shown));
  const { freshness } = now;
  if (now.status === 'archived' || now.state !== 'live' || !freshness)
    return <p className={classes.note}>{t(now.status === 'archived' ? 'archived' : now.state === 'live' ? 'unknown' : now.state)}</p>;
  const time = format.timeSeconds(freshness.checkedTo);
  const late = dataUpdatedAt > 0 && dataUpdatedAt - new Date(freshness.checkedTo).getTime() > LATE_MS;
  return (
    <div role="status">
      <Status tone={late ? 'warning' : 'success'}>
        {late ? t('late', { time: format.dateTime(freshness.checkedTo) }) : t('live', { time })}
      </Status>
      <p className={classes.note}>
        {t('means')} {freshness.evaluatedAt && t('evaluated', { time: format.dateTime(freshness.evaluatedAt) })}
      </p>
    </div>
  );
}
