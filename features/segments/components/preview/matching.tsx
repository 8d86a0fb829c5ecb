'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { RuleEstimate } from '../../data/estimate-rule';
import type { Preview } from '../../types';
import classes from '../preview-panel.module.css';
import { PeopleList } from './people-list';

/** The exact number with its share and a few people. */
export function Matching({ data, stale, bound }: { data: Preview; stale: boolean; bound: boolean }) {
  const t = useTranslations('segments.preview');
  const format = useFormat();
  return (
    <div data-stale={stale || undefined} className={classes.body}>
      <p aria-live="polite" className={classes.count}>
        <strong>{format.integer(data.count)}</strong> {t('count', { count: data.count })}
      </p>
      <p className={classes.meta}>
        {data.total > 0 && t('ofAll', { percent: format.percent(data.count / data.total), total: format.integer(data.total) })}
        {' · '}
        {t('asOf', { time: format.timeSeconds(data.asOf) })}
      </p>
      {!data.exact && <p className={classes.meta}>{t('estimate')}</p>}
      {bound && (
        <p className={classes.meta}>
          {t('reach.eligible', { count: data.count - data.withheld })}
          {' · '}
          {t('reach.withheld', { count: data.withheld })}
        </p>
      )}
      {data.sample.length > 0 && <h3 className={classes.sampleTitle}>{t('sample')}</h3>}
      {data.sample.length > 0 ? <PeopleList people={data.sample} /> : <p className={classes.meta}>{t('nobody')}</p>}
    </div>
  );
}

/** A first answer with its interval, until the exact one is there. */
export function Estimated({ estimate }: { estimate: RuleEstimate }) {
  const t = useTranslations('segments.preview');
  const format = useFormat();
  const { count, low, high, asked, total } = estimate;
  return (
    <div className={classes.body}>
      <p aria-live="polite" className={classes.count}>
        <strong>{t('about', { count: format.integer(count) })}</strong> {t('count', { count })}
      </p>
      <p className={classes.meta}>
        {total > 0 && t('ofAll', { percent: format.percent(count / total), total: format.integer(total) })}
        {' · '}
        {t('interval', { low: format.integer(low), high: format.integer(high), asked: format.integer(asked) })}
      </p>
    </div>
  );
}
