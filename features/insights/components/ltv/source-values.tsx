'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { PlainLink } from '@/components/charts/plain-link';
import { ScrollRegion } from '@/components/scroll-region';
import { useFormat } from '@/components/use-format';
import type { Figure } from '../../core/figures';
import classes from '../dashboard/dashboard.module.css';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';

const figureOf = (source: string | null): Figure => ({ name: 'source', source });

/** Customers and what they are worth by the source they were first known from. */
export function SourceValues() {
  const t = useTranslations('insights.sources');
  const format = useFormat();
  const { to } = useFigures();
  return (
    <ReportBody name="sources" height={300}>
      {(rows, asOf) => {
        if (rows.every((row) => row.source === null)) return <p className={classes.note}>{t('unknown')}</p>;
        const name = (source: string | null) => source ?? t('none');
        const known = new Map(rows.map((row) => [name(row.source), row.source]));
        const link = (x: string) => to(figureOf(known.get(x) ?? null));
        return (
          <div className={classes.pair}>
            <ChartFrame
              title={t('chart')}
              definition={t('how')}
              xLabel={t('source')}
              kind="bar"
              points={rows.map((row) => ({
                x: name(row.source),
                values: {
                  historic: row.historic / row.customers,
                  predicted: row.predicted === null || row.scored === 0 ? null : row.predicted / row.scored,
                },
              }))}
              series={[
                { key: 'historic', label: t('historic') },
                ...(rows.some((row) => row.scored > 0) ? [{ key: 'predicted', label: t('predicted') }] : []),
              ]}
              formatX={(x) => x}
              formatValue={(n) => format.money(n)}
              formatTick={(n) => format.compact(n)}
              until={format.dateTime(asOf)}
              open={{ href: (x) => link(x).href, go: (x) => link(x).go() }}
            />
            <ScrollRegion label={t('table')}>
              <table className={classes.table} aria-label={t('table')}>
                <thead>
                  <tr>
                    <th scope="col">{t('source')}</th>
                    <th scope="col">{t('customers')}</th>
                    <th scope="col">{t('orders')}</th>
                    <th scope="col">{t('net')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.source ?? ''}>
                      <th scope="row">
                        <PlainLink {...to(figureOf(row.source))}>{name(row.source)}</PlainLink>
                      </th>
                      <td>{format.integer(row.customers)}</td>
                      <td>{format.integer(row.orders)}</td>
                      <td>{format.moneyRounded(row.net)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          </div>
        );
      }}
    </ReportBody>
  );
}
