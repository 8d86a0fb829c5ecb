'use client';

import { Button, Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { SideSheet } from '@/components/side-sheet';
import { Stat, Stats } from '@/components/stat';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { resumeRunAction } from '../actions';
import type { RunView } from '../data/run-log';
import classes from './connections.module.css';
import { FailureAlert } from './failure-text';
import { RunState } from './run-state';

type Props = { sourceId: string; run: RunView; isNewest: boolean; mayWrite: boolean; onClose: () => void; onChange: () => void };
const counts = ['read', 'accepted', 'unchanged', 'rejected'] as const;

/** One reading: what came of its rows, how its columns differed, why it failed. */
export function RunSheet({ sourceId, run, isNewest, mayWrite, onClose, onChange }: Props) {
  const t = useTranslations('connectors.runs');
  const format = useFormat();
  const resume = useAction(resumeRunAction, { success: t('resumed'), onSuccess: onChange });
  const { drift, fault } = run;
  const columns = (list: string[]) => (list.length > 0 ? list.join(', ') : '–');
  return (
    <SideSheet opened onClose={onClose} title={t('sheet')}>
      <Stats>
        {counts.map((key) => (
          <Stat key={key} label={t(`counts.${key}`)} value={format.integer(run.counts[key])} />
        ))}
      </Stats>
      <Text size="sm" c="dimmed" my="md">
        {t('sum')}
      </Text>
      {fault && <FailureAlert failure={{ code: fault.code as 'network', message: fault.message, retry: fault.retry }} />}
      <dl className={classes.facts}>
        <dt>{t('state')}</dt>
        <dd>
          <RunState run={run} />
        </dd>
        <dt>{t('mode')}</dt>
        <dd>{t(`modes.${run.mode}`)}</dd>
        <dt>{t('by')}</dt>
        <dd>{run.trigger === 'schedule' ? t('bySchedule') : run.createdBy}</dd>
        <dt>{t('startedAt')}</dt>
        <dd>{format.dateTime(run.startedAt ?? run.createdAt)}</dd>
        <dt>{t('finishedAt')}</dt>
        <dd>{run.finishedAt ? format.dateTime(run.finishedAt) : '–'}</dd>
        {drift && (
          <>
            <dt>{t('added')}</dt>
            <dd>{columns(drift.added)}</dd>
            <dt>{t('removed')}</dt>
            <dd>{columns(drift.removed)}</dd>
            <dt>{t('changed')}</dt>
            <dd>{columns(drift.changed.map(({ name, from, to }) => `${name} (${from} → ${to})`))}</dd>
          </>
        )}
      </dl>
      {mayWrite && (
        <Group mt="lg" gap="xs">
          {isNewest && (run.status === 'failed' || run.status === 'cancelled') && (
            <Button loading={resume.pending} onClick={() => void resume.run({ runId: run.id })}>
              {t('resume')}
            </Button>
          )}
          {run.counts.rejected > 0 && (
            <Button component="a" variant="default" href={`/api/internal/sources/${sourceId}/runs/${run.id}/rejects`} download>
              {t('rejects')}
            </Button>
          )}
        </Group>
      )}
    </SideSheet>
  );
}
