'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/relative-time';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import type { Operations } from '../data/operations';
import { operationsQuery } from '../queries';
import { OperationsTables } from './operations-tables';
import classes from './overview.module.css';

/** Whether the installation is ready, its processes, backlog, clock, jobs and deliveries. */
export function OperationsFigures({ initial }: { initial: Operations }) {
  const t = useTranslations('operations');
  const format = useFormat();
  const { data } = useQuery({ ...operationsQuery(), initialData: initial });
  const { readiness, lanes, deliveries, database } = data;
  const sum = (list: number[]) => list.reduce((total, n) => total + n, 0);
  const first = (list: (string | null)[]) => list.flatMap((at) => at ?? []).sort()[0];
  const oldest = first(lanes.map((lane) => lane.oldestAt));
  const oldestDelivery = first(deliveries.map((d) => d.oldestAt));
  const alive = data.workers.filter((worker) => worker.isAlive).length;
  const since = (at: string) => (
    <>
      {t('oldest')} <RelativeTime at={at} />
    </>
  );
  return (
    <>
      <Stats>
        <Stat
          label={t('readiness')}
          value={readiness.ready ? t('ready') : t('notReady')}
          note={
            readiness.database
              ? t('migrations', { applied: format.integer(readiness.applied), expected: format.integer(readiness.expected) })
              : t('noDatabase')
          }
        />
        <Stat label={t('workers')} value={format.integer(alive)} note={alive > 0 ? t('workersOk') : t('workersNone')} />
        <Stat
          label={t('backlog')}
          value={format.integer(sum(lanes.map((lane) => lane.events)))}
          note={oldest ? since(oldest) : t('backlogNone')}
        />
        <Stat
          label={t('deliveries')}
          value={format.integer(sum(deliveries.map((d) => d.waiting)))}
          note={oldestDelivery ? since(oldestDelivery) : t('dead', { count: sum(deliveries.map((d) => d.dead)) })}
        />
        <Stat label={t('database')} value={format.bytes(database.bytes)} note={`PostgreSQL ${database.version}`} />
      </Stats>
      <div className={classes.chart}>
        <OperationsTables data={data} />
      </div>
    </>
  );
}
