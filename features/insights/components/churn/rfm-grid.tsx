'use client';

import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { HeatFrame, type HeatRow } from '@/components/charts/heat-frame';
import { useFormat } from '@/components/use-format';
import type { RfmCell } from '../../data/reports/rfm-grid';
import classes from '../dashboard/dashboard.module.css';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';

const units = ['customers', 'net', 'expected'] as const;
const fifths = [5, 4, 3, 2, 1] as const;

/** Customers by fifths of recency (rows) and frequency (columns): how many, their revenue, what is expected of them. */
export function RfmGrid() {
  const t = useTranslations('insights.rfm');
  return (
    <ReportBody name="rfm" height={260}>
      {(cells, asOf) => (cells.length === 0 ? <p className={classes.note}>{t('none')}</p> : <Grid cells={cells} asOf={asOf} />)}
    </ReportBody>
  );
}

function Grid({ cells, asOf }: { cells: RfmCell[]; asOf: string }) {
  const t = useTranslations('insights.rfm');
  const format = useFormat();
  const { to } = useFigures();
  const [unit, setUnit] = useQueryState('rfm', parseAsStringLiteral(units).withDefault('customers'));
  const scored = cells.some((cell) => cell.expected !== null);
  const shown = units.filter((value) => value !== 'expected' || scored);
  const known = new Map(cells.map((cell) => [`${cell.recency}:${cell.frequency}`, cell]));
  const highest = Math.max(1, ...cells.map((cell) => cell[unit] ?? 0));
  const columns = fifths.toReversed();
  const rows: HeatRow[] = fifths.map((recency) => ({
    key: String(recency),
    name: t(`recency.${recency}`),
    label: t(`recency.${recency}`),
    cells: columns.map((frequency) => {
      const cell = known.get(`${recency}:${frequency}`);
      if (!cell) return undefined;
      const value = cell[unit];
      const text = unit === 'customers' ? format.integer(value) : format.moneyRounded(value);
      const link = to({ name: 'rfm', recency, frequency });
      return {
        value: value ?? 0,
        text,
        shade: (value ?? 0) / highest,
        link: { ...link, label: t('cell', { recency, frequency, customers: cell.customers, text }) },
      };
    }),
  }));
  return (
    <HeatFrame
      title={t('title')}
      definition={t('how')}
      corner={t('corner')}
      columns={columns.map((frequency) => t(`frequency.${frequency}`))}
      rows={rows}
      until={format.dateTime(asOf)}
      controls={
        <SegmentedControl
          aria-label={t('unit')}
          value={unit}
          onChange={(value) => void setUnit(value as (typeof units)[number])}
          data={shown.map((value) => ({ value, label: t(`units.${value}`) }))}
        />
      }
    />
  );
}
