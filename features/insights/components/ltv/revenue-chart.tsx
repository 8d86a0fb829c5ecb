'use client';

import { useTranslations } from 'next-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { useFormat } from '@/components/use-format';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';

/** Gross revenue, refunds and net revenue by day or month. */
export function RevenueChart() {
  const t = useTranslations('insights.revenue');
  const format = useFormat();
  const { to } = useFigures();
  return (
    <ReportBody name="revenue" height={290}>
      {({ unit, points }, asOf) => (
        <ChartFrame
          title={t('title')}
          definition={t('how')}
          xLabel={t(unit)}
          kind="bar"
          points={points.map((p) => ({ x: p.when, values: { gross: p.gross, refunds: p.refunds, net: p.gross - p.refunds } }))}
          series={[
            { key: 'net', label: t('net') },
            { key: 'gross', label: t('gross'), muted: true },
            { key: 'refunds', label: t('refunds') },
          ]}
          formatX={(x) => (unit === 'day' ? format.day(`${x}T12:00:00Z`) : format.calendarMonth(`${x}-15T12:00:00Z`))}
          formatValue={(n) => format.moneyRounded(n)}
          formatTick={(n) => format.compact(n)}
          until={format.dateTime(asOf)}
          open={{ href: (when) => to({ name: 'moved', when }).href, go: (when) => to({ name: 'moved', when }).go() }}
        />
      )}
    </ReportBody>
  );
}
