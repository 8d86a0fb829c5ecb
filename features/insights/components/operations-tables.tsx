'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { Section } from '@/components/page-body';
import { RelativeTime } from '@/components/relative-time';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import { COUNT_LIMIT } from '../constants';
import type { Operations } from '../data/operations';
import { OperationsJobs } from './operations-jobs';
import classes from './overview.module.css';

/** The parts of the installation one by one. */
export function OperationsTables({ data }: { data: Operations }) {
  const t = useTranslations('operations');
  const format = useFormat();
  const counted = (n: number) => (n >= COUNT_LIMIT ? `${format.integer(n)}+` : format.integer(n));
  const workers: Column<Operations['workers'][number]>[] = [
    { key: 'host', header: t('host'), cell: (worker) => `${worker.host} · ${worker.pid}` },
    {
      key: 'state',
      header: t('state'),
      width: '9rem',
      cell: (worker) => <Status tone={worker.isAlive ? 'success' : 'danger'}>{worker.isAlive ? t('alive') : t('gone')}</Status>,
    },
    { key: 'started', header: t('started'), width: '12rem', hideBelow: 'sm', cell: (worker) => <RelativeTime at={worker.startedAt} /> },
    { key: 'seen', header: t('seen'), width: '12rem', cell: (worker) => <RelativeTime at={worker.seenAt} /> },
  ];
  const lanes: Column<Operations['lanes'][number]>[] = [
    { key: 'lane', header: t('lane'), cell: (lane) => format.integer(lane.lane) },
    {
      key: 'held',
      header: t('state'),
      width: '9rem',
      hideBelow: 'sm',
      cell: (lane) => <Status tone={lane.isHeld ? 'success' : 'neutral'}>{lane.isHeld ? t('held') : t('free')}</Status>,
    },
    { key: 'requests', header: t('requests'), numeric: true, width: '9rem', cell: (lane) => counted(lane.waiting) },
    { key: 'events', header: t('events'), numeric: true, width: '9rem', cell: (lane) => format.integer(lane.events) },
    { key: 'oldest', header: t('oldest'), width: '12rem', cell: (lane) => <RelativeTime at={lane.oldestAt} /> },
  ];
  const deliveries: Column<Operations['deliveries'][number]>[] = [
    { key: 'name', header: t('destination'), cell: (row) => <bdi>{row.name}</bdi> },
    { key: 'waiting', header: t('jobsWaiting'), numeric: true, width: '9rem', cell: (row) => counted(row.waiting) },
    { key: 'dead', header: t('givenUp'), numeric: true, width: '9rem', cell: (row) => format.integer(row.dead) },
    { key: 'oldest', header: t('oldest'), width: '12rem', hideBelow: 'sm', cell: (row) => <RelativeTime at={row.oldestAt} /> },
  ];
  const clocks: Column<Operations['clocks'][number]>[] = [
    { key: 'name', header: t('sweep'), cell: (clock) => clock.name },
    { key: 'to', header: t('sweptTo'), width: '16rem', cell: (clock) => <RelativeTime at={clock.sweptTo} /> },
  ];
  const table = <T,>(title: string, columns: Column<T>[], rows: T[], keyOf: (row: T) => string, empty: string) => (
    <Section title={title}>
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowLabel={keyOf}
        empty={<p className={classes.none}>{empty}</p>}
      />
    </Section>
  );
  return (
    <>
      {table(t('processes'), workers, data.workers, (worker) => worker.id, t('workersNone'))}
      {table(t('lanes'), lanes, data.lanes, (lane) => String(lane.lane), t('backlogNone'))}
      <OperationsJobs jobs={data.jobs} />
      {table(t('deliveries'), deliveries, data.deliveries, (row) => row.id, t('deliveriesNone'))}
      {table(t('clock'), clocks, data.clocks, (clock) => clock.name, t('clockNone'))}
    </>
  );
}
