'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import { Section } from '@/components/page-body';
import { RelativeTime } from '@/components/relative-time';
import { Stat, Stats } from '@/components/stat';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { Operations } from '../data/operations';
import { operationsQuery } from '../queries';
import classes from './overview.module.css';

/** Processes, backlog, clock, jobs and deliveries of this installation. */
export function OperationsFigures({ initial }: { initial: Operations }) {
  const t = useTranslations('operations');
  const format = useFormat();
  const { data } = useQuery({ ...operationsQuery(), initialData: initial });
  const waiting = data.lanes.reduce((sum, lane) => sum + lane.waiting, 0);
  const oldest = data.lanes.flatMap((lane) => lane.oldestAt ?? []).sort()[0];
  const alive = data.workers.filter((worker) => worker.isAlive).length;
  return (
    <>
      <Stats>
        <Stat label={t('workers')} value={format.integer(alive)} note={alive > 0 ? t('workersOk') : t('workersNone')} />
        <Stat
          label={t('backlog')}
          value={format.integer(waiting)}
          note={
            oldest ? (
              <>
                {t('oldest')} <RelativeTime at={oldest} />
              </>
            ) : (
              t('backlogNone')
            )
          }
        />
        <Stat label={t('deliveries')} value={format.integer(data.deliveries.waiting)} note={t('dead', { count: data.deliveries.dead })} />
        <Stat label={t('database')} value={format.bytes(data.database.bytes)} note={`PostgreSQL ${data.database.version}`} />
      </Stats>
      <div className={classes.chart}>
        <Section title={t('processes')}>
          <DataTable
            label={t('processes')}
            rows={data.workers}
            rowKey={(worker) => worker.id}
            rowLabel={(worker) => worker.host}
            columns={[
              { key: 'host', header: t('host'), cell: (worker) => `${worker.host} · ${worker.pid}` },
              {
                key: 'state',
                header: t('state'),
                width: '9rem',
                cell: (worker) => <Status tone={worker.isAlive ? 'success' : 'danger'}>{worker.isAlive ? t('alive') : t('gone')}</Status>,
              },
              {
                key: 'started',
                header: t('started'),
                width: '12rem',
                hideBelow: 'sm',
                cell: (worker) => <RelativeTime at={worker.startedAt} />,
              },
              { key: 'seen', header: t('seen'), width: '12rem', cell: (worker) => <RelativeTime at={worker.seenAt} /> },
            ]}
            empty={<p className={classes.none}>{t('workersNone')}</p>}
          />
        </Section>
        <Section title={t('clock')}>
          <DataTable
            label={t('clock')}
            rows={data.clocks}
            rowKey={(clock) => clock.name}
            rowLabel={(clock) => clock.name}
            columns={[
              { key: 'name', header: t('sweep'), cell: (clock) => clock.name },
              { key: 'to', header: t('sweptTo'), width: '16rem', cell: (clock) => <RelativeTime at={clock.sweptTo} /> },
            ]}
            empty={<p className={classes.none}>{t('clockNone')}</p>}
          />
        </Section>
        <Section title={t('jobs')}>
          <DataTable
            label={t('jobs')}
            rows={data.jobs}
            rowKey={(job) => job.name}
            rowLabel={(job) => job.name}
            columns={[
              { key: 'name', header: t('job'), cell: (job) => job.name },
              { key: 'waiting', header: t('jobsWaiting'), numeric: true, width: '9rem', cell: (job) => format.integer(job.waiting) },
              { key: 'failing', header: t('jobsFailing'), numeric: true, width: '9rem', cell: (job) => format.integer(job.failing) },
            ]}
            empty={<p className={classes.none}>{t('jobsNone')}</p>}
          />
        </Section>
      </div>
    </>
  );
}
