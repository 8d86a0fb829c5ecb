'use client';

import { useTranslations } from 'next-intl';
import { ScrollRegion } from '@/components/scroll-region';
import { useFormat } from '@/components/use-format';
import type { Backtest, PublishedScores } from '@/features/traits/schema';
import { noon } from '../../core/period';
import classes from '../dashboard/dashboard.module.css';

/** Each test by itself: repeat purchases seen, said by the model and by its naive rival. */
export function ModelTests({ windows }: { windows: Backtest['windows'] }) {
  const t = useTranslations('insights.model');
  const format = useFormat();
  return (
    <ScrollRegion label={t('tests')}>
      <table className={classes.table} aria-label={t('tests')}>
        <thead>
          <tr>
            <th scope="col">{t('tests')}</th>
            <th scope="col">{t('customers')}</th>
            <th scope="col">{t('actual')}</th>
            <th scope="col">{t('predicted')}</th>
            <th scope="col">{t('totalError')}</th>
            <th scope="col">{t('naive')}</th>
          </tr>
        </thead>
        <tbody>
          {windows.map((w) => (
            <tr key={w.calibrationEnd}>
              <th scope="row">{t('testOf', { from: format.date(noon(w.calibrationEnd)), to: format.date(noon(w.holdoutEnd)) })}</th>
              <td>{format.integer(w.customers)}</td>
              <td>{format.integer(w.actual)}</td>
              <td>{format.integer(w.predicted)}</td>
              <td>{format.signedPercent(w.totalError)}</td>
              <td>{format.integer(w.naive)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** What was published earlier, against what came within its horizon. */
export function PublishedTests({ published }: { published: PublishedScores[] }) {
  const t = useTranslations('insights.model');
  const format = useFormat();
  if (published.length === 0) return <p className={classes.note}>{t('publishedNone')}</p>;
  return (
    <ScrollRegion label={t('published')}>
      <table className={classes.table} aria-label={t('published')}>
        <thead>
          <tr>
            <th scope="col">{t('published')}</th>
            <th scope="col">{t('customers')}</th>
            <th scope="col">{t('ordersSaid')}</th>
            <th scope="col">{t('ordersSeen')}</th>
            <th scope="col">{t('lostSaid')}</th>
            <th scope="col">{t('lostSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {published.map((p) => (
            <tr key={`${p.version} ${p.scoredOn}`}>
              <th scope="row">{t('publishedOf', { day: format.date(noon(p.scoredOn)), days: p.horizonDays })}</th>
              <td>{format.integer(p.customers)}</td>
              <td>{format.integer(p.predictedOrders)}</td>
              <td>{format.integer(p.actualOrders)}</td>
              <td>{format.integer(p.predictedNoPurchase)}</td>
              <td>{format.integer(p.actualNoPurchase)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
