'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { nextChangeOf } from '../queries';
import classes from './segment-view.module.css';

type Props = { segmentId: string; profileId: string; asOf: string };

/** When the clock alone changes the answer, if nothing happens: "leaves on 3 March 14:05 unless something happens". */
export function NextChange({ segmentId, profileId, asOf }: Props) {
  const t = useTranslations('segments.why.next');
  const format = useFormat();
  const { data, isError } = useQuery({ ...nextChangeOf(segmentId, profileId), queryKey: ['segments', segmentId, 'next', profileId, asOf] });
  if (isError) return <p className={classes.note}>{t('failed')}</p>;
  if (!data) return <p className={classes.note}>{t('looking')}</p>;
  if (data.unforeseen) return <p className={classes.note}>{t(data.unforeseen)}</p>;
  const said = data.change
    ? t(data.change.to === 'out' ? 'leaves' : 'enters', { date: format.dateTime(data.change.at) })
    : t(data.inside ? 'stays' : 'staysOut', { date: format.date(data.lookedUntil) });
  return <p className={classes.note}>{said}</p>;
}
