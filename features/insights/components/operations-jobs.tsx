'use client';

import { useTranslations } from 'next-intl';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import type { Operations } from '../data/operations';
import classes from './overview.module.css';

type Job = Operations['jobs'][number];

/** Background jobs by name, with the last error of those that failed. */
export function OperationsJobs({ jobs }: { jobs: Job[] }) {
  const t = useTranslations('operations');
  const format = useFormat();
  const count = (key: 'waiting' | 'running' | 'failing' | 'failed', header: string): Column<Job> => ({
    key,
    header,
    numeric: true,
    width: '8rem',
    cell: (job) => format.integer(job[key]),
  });
  const columns: Column<Job>[] = [
    { key: 'name', header: t('job'), width: '16rem', cell: (job) => <code>{job.name}</code> },
    count('waiting', t('jobsWaiting')),
    { ...count('running', t('jobsRunning')), hideBelow: 'md' },
    { ...count('failing', t('jobsFailing')), hideBelow: 'md' },
    count('failed', t('jobsFailed')),
    { key: 'error', header: t('lastError'), hideBelow: 'sm', cell: (job) => job.error && <bdi lang="en">{job.error}</bdi> },
  ];
  return (
    <Section title={t('jobs')}>
      <DataTable
        label={t('jobs')}
        columns={columns}
        rows={jobs}
        rowKey={(job) => job.name}
        rowLabel={(job) => job.name}
        empty={<p className={classes.none}>{t('jobsNone')}</p>}
      />
    </Section>
  );
}
