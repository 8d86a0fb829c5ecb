'use client';

import { Alert, Button } from '@mantine/core';
import { IconHistory, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { ConfirmButton } from '@/components/confirm-button';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { LinkButton } from '@/components/link-button';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { startRunAction } from '../actions';
import { isBusy, type RunLog as Log, type RunView } from '../data/run-log';
import { runLogQuery } from '../queries';
import classes from './connections.module.css';
import { RunProgress } from './run-progress';
import { RunSheet } from './run-sheet';
import { RunState } from './run-state';

/** Every reading of a source with its counts; starts one, and shows how far the one under way is. */
export function RunLog({ id, initial, mayWrite }: { id: string; initial: Log; mayWrite: boolean }) {
  const t = useTranslations('connectors.runs');
  const columns = useRunColumns();
  const [openId, setOpenId] = useQueryState('run', parseAsString);
  const { data: log, refetch } = useQuery(runLogQuery(id, initial));
  const refresh = () => void refetch();
  const start = useAction(startRunAction, { success: t('started'), onSuccess: refresh });
  const busy = log.runs.find(isBusy);
  const open = log.runs.find((run) => run.id === openId);
  return (
    <>
      {log.paused === 'drift' && (
        <Alert color="yellow" variant="light" title={t('drifted')} mb="md">
          {t('driftedHelp')}{' '}
          {mayWrite && (
            <LinkButton href={`/sources/${id}?tab=mapping`} size="compact-sm" variant="default">
              {t('toMapping')}
            </LinkButton>
          )}
        </Alert>
      )}
      {mayWrite && (
        <div className={classes.tools}>
          <Button
            leftSection={<IconPlayerPlay size={16} />}
            disabled={!log.isReady || busy !== undefined}
            loading={start.pending}
            onClick={() => void start.run({ id, all: false })}
          >
            {t('now')}
          </Button>
          {log.mode === 'incremental' && log.runs.length > 0 && (
            <ConfirmButton
              title={t('allTitle')}
              consequence={t('allText')}
              verb={t('all')}
              onConfirm={async () => (await start.run({ id, all: true })) !== undefined}
            >
              {t('all')}
            </ConfirmButton>
          )}
          {!log.isReady && (
            <LinkButton href={`/sources/${id}?tab=connection`} variant="default">
              {t('setUp')}
            </LinkButton>
          )}
        </div>
      )}
      {busy && <RunProgress run={busy} mayWrite={mayWrite} onChange={refresh} />}
      <DataTable
        label={t('label')}
        columns={columns}
        rows={log.runs}
        rowKey={(run) => run.id}
        rowLabel={(run) => t(`status.${run.status}`)}
        onRowClick={(run) => void setOpenId(run.id)}
        empty={
          <EmptyState kind="first" title={t('empty')} icon={<IconHistory size={32} stroke={1.5} />}>
            {t('emptyText')}
          </EmptyState>
        }
      />
      {open && (
        <RunSheet
          sourceId={id}
          run={open}
          isNewest={log.runs[0]?.id === open.id}
          mayWrite={mayWrite}
          onClose={() => void setOpenId(null)}
          onChange={refresh}
        />
      )}
    </>
  );
}

function useRunColumns(): Column<RunView>[] {
  const t = useTranslations('connectors.runs');
  const format = useFormat();
  const count = (key: keyof RunView['counts'], hideBelow?: 'sm' | 'md'): Column<RunView> => ({
    key,
    header: t(`counts.${key}`),
    width: '7rem',
    numeric: true,
    ...(hideBelow ? { hideBelow } : {}),
    cell: (run) => format.integer(run.counts[key]),
  });
  return [
    { key: 'started', header: t('startedAt'), width: '12rem', cell: (run) => format.dateTime(run.createdAt) },
    { key: 'status', header: t('state'), cell: (run) => <RunState run={run} /> },
    { key: 'mode', header: t('mode'), width: '8rem', hideBelow: 'md', cell: (run) => t(`modes.${run.mode}`) },
    count('read'),
    count('accepted', 'sm'),
    count('unchanged', 'sm'),
    count('rejected', 'sm'),
  ];
}
