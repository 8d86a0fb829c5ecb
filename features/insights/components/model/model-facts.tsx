'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { ModelRecord } from '@/features/traits/types';
import { noon } from '../../core/period';
import classes from '../dashboard/dashboard.module.css';
import facts from './model-facts.module.css';
import { checkLimit, checkValue } from './model-notice';

/** Parameters, data, checks and assumptions of a fit. */
export function ModelFacts({ record }: { record: ModelRecord }) {
  const t = useTranslations('insights.model');
  const format = useFormat();
  const { card } = record;
  const { data, purchases, spend, settings } = card;
  const parameters = [
    ...Object.entries(purchases?.parameters ?? {}),
    ...Object.entries(spend?.parameters ?? {}).map(([k, v]) => [`${k} (${t('spend')})`, v] as const),
  ];
  const errors: Record<string, number | null> = purchases?.standardErrors ?? {};
  const lines: [string, ReactNode][] = [
    [t('fact.model'), purchases ? t(`name.${purchases.name}`) : '–'],
    [t('fact.spend'), spend ? t(`name.${spend.name}`) : '–'],
    [t('fact.version'), t('fact.versionOf', { version: record.version, time: format.dateTime(record.fittedAt) })],
    [t('fact.scored'), record.scoredAt ? format.dateTime(record.scoredAt) : t('fact.notScored')],
    [
      t('fact.data'),
      t('fact.dataOf', {
        from: format.date(noon(data.from)),
        to: format.date(noon(data.to)),
        customers: data.customers,
        orders: data.orders,
      }),
    ],
    [t('fact.repeat'), t('fact.repeatOf', { customers: data.repeatCustomers, purchases: data.repeatPurchases })],
    [t('fact.excluded'), t('fact.excludedOf', { people: data.excluded, orders: data.otherCurrencyOrders })],
    [
      t('fact.settings'),
      t('fact.settingsOf', { horizon: settings.horizonDays, margin: settings.marginPercent, discount: settings.discountPercent }),
    ],
    [
      t('fact.likelihood'),
      purchases ? `${format.number(purchases.logLikelihood)} (NBD ${format.number(purchases.nbdLogLikelihood)})` : '–',
    ],
  ];
  return (
    <div className={classes.pair}>
      <dl className={facts.list}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={facts.tables}>
        {parameters.length > 0 && (
          <table className={classes.table} aria-label={t('parameters')}>
            <thead>
              <tr>
                <th scope="col">{t('parameter')}</th>
                <th scope="col">{t('estimate')}</th>
                <th scope="col">{t('standardError')}</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{precise(format, value)}</td>
                  <td>{precise(format, errors[name])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <table className={classes.table} aria-label={t('checks')}>
          <thead>
            <tr>
              <th scope="col">{t('checks')}</th>
              <th scope="col">{t('result')}</th>
            </tr>
          </thead>
          <tbody>
            {card.checks.map((check) => (
              <tr key={check.key}>
                <th scope="row">{t(`check.${check.key}`, { value: checkValue(check, format), limit: checkLimit(check, format) })}</th>
                <td>
                  <Status tone={check.passed ? 'success' : check.blocks ? 'danger' : 'warning'}>
                    {t(check.passed ? 'passed' : check.blocks ? 'failed' : 'warning')}
                  </Status>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const precise = (format: ReturnType<typeof useFormat>, n: number | null | undefined): string =>
  n == null ? '–' : Math.abs(n) >= 100 ? format.number(n) : format.precise(n);
