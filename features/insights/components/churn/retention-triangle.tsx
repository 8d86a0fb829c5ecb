'use client';

import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { HeatFrame, type HeatRow } from '@/components/charts/heat-frame';
import { PlainLink } from '@/components/charts/plain-link';
import { useFormat } from '@/components/use-format';
import { cohortMeans } from '../../core/cohort-means';
import type { CohortCell, Cohorts } from '../../data/reports/cohorts';
import { ReportBody } from '../dashboard/report-body';
import { useFigures } from '../dashboard/use-figures';

const units = ['share', 'count', 'revenue'] as const;
type Unit = (typeof units)[number];

/** Who of each month's new customers ordered again, month by month: as a share, a number, or net revenue. */
export function RetentionTriangle() {
  return (
    <ReportBody name="cohorts" height={420}>
      {(cohorts, asOf) => <Triangle report={cohorts} asOf={asOf} />}
    </ReportBody>
  );
}

function Triangle({ report, asOf }: { report: Cohorts; asOf: string }) {
  const t = useTranslations('insights.retention');
  const cohortWords = useTranslations('insights.cohorts');
  const format = useFormat();
  const { to } = useFigures();
  const [unit, setUnit] = useQueryState('retention', parseAsStringLiteral(units).withDefault('share'));
  const { cohorts, partial, lastMonth } = report;
  const month = (text: string) => format.calendarMonth(`${text}-15T12:00:00Z`);
  const highest = Math.max(1, ...cohorts.flatMap((c) => c.cells.slice(1).map((cell) => (unit === 'revenue' ? cell.net : cell.buyers))));
  const shown = (cell: CohortCell, customers: number) => cellOf(unit, cell, customers, highest, format);
  const means = cohortMeans(report);
  const rows: HeatRow[] = cohorts.map((cohort) => {
    const name = cohortWords('row', { month: month(cohort.month), customers: cohort.customers });
    return {
      key: cohort.month,
      name,
      label: <PlainLink {...to({ name: 'cohort', month: cohort.month })}>{name}</PlainLink>,
      cells: cohort.cells.map((cell, months) => ({
        ...shown(cell, cohort.customers),
        partial: partial && months === cohort.cells.length - 1,
        ...(cell.buyers > 0
          ? {
              link: {
                ...to({ name: 'retained', month: cohort.month, months }),
                label: t('cell', { month: month(cohort.month), months, buyers: cell.buyers, text: shown(cell, cohort.customers).text }),
              },
            }
          : {}),
      })),
    };
  });
  const all: HeatRow = {
    key: 'all',
    name: t('all'),
    label: t('all'),
    cells: means.map((m) => ({ value: m.retention, text: format.percent(m.retention), shade: m.retention, partial: m.partial })),
  };
  return (
    <HeatFrame
      title={t('title')}
      definition={t('how')}
      corner={cohortWords('cohort')}
      columns={means.map((m) => format.integer(m.months))}
      rows={unit === 'share' && cohorts.length > 1 ? [...rows, all] : rows}
      until={format.dateTime(asOf)}
      note={partial ? cohortWords('partial', { month: month(lastMonth) }) : undefined}
      controls={
        <SegmentedControl
          aria-label={t('unit')}
          value={unit}
          onChange={(value) => void setUnit(value as Unit)}
          data={units.map((value) => ({ value, label: t(`units.${value}`) }))}
        />
      }
    />
  );
}

function cellOf(unit: Unit, cell: CohortCell, customers: number, highest: number, format: ReturnType<typeof useFormat>) {
  if (unit === 'revenue') return { value: cell.net, text: format.moneyRounded(cell.net), shade: cell.net / highest };
  if (unit === 'count') return { value: cell.buyers, text: format.integer(cell.buyers), shade: cell.buyers / highest };
  const share = customers > 0 ? cell.buyers / customers : 0;
  return { value: share, text: format.percent(share), shade: share };
}
