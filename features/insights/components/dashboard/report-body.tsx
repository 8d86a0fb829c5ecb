'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '@/components/error-state';
import type { Report, ReportName } from '../../data/read-report';
import { reportOf } from '../../queries';
import classes from './dashboard.module.css';
import { useDashboardFilter } from './use-dashboard-filter';

type Props<N extends ReportName> = {
  name: N;
  /** Height of the skeleton that stands in, so that nothing jumps. */
  height: number;
  children: (result: Report<N>['result'], asOf: string) => ReactNode;
};

/** One report under the page's filter: its skeleton, its error, the old one dimmed while another is on the way. */
export function ReportBody<N extends ReportName>({ name, height, children }: Props<N>) {
  const { filter } = useDashboardFilter();
  const report = useQuery(reportOf(name, filter));
  if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Skeleton height={height} radius="md" />;
  return (
    <div className={classes.report} data-stale={report.isPlaceholderData || undefined} aria-busy={report.isPlaceholderData}>
      {children(report.data.result, report.data.asOf)}
    </div>
  );
}
