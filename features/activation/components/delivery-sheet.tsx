'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CodeBlock } from '@/components/code-block';
import { ErrorState } from '@/components/error-state';
import { TextLink } from '@/components/link-button';
import { Mono } from '@/components/mono';
import { SideSheet } from '@/components/side-sheet';
import { useFormat } from '@/components/use-format';
import { deliveryQuery } from '../queries';
import type { DeliveryDetail } from '../types';
import classes from './activation.module.css';
import { DeliveryState, useDeliveryReason } from './delivery-state';
import { ReplayOneButton } from './replay-button';

type Props = { destinationId: string; id: string; mayWrite: boolean; onClose: () => void };

/** One delivery: what was sent, what was answered, what comes next. Masked by the reader's role on the server. */
export function DeliverySheet({ destinationId, id, mayWrite, onClose }: Props) {
  const t = useTranslations('destinations.deliveries');
  const { data, error, refetch } = useQuery(deliveryQuery(destinationId, id));
  return (
    <SideSheet opened onClose={onClose} title={t('sheet')} size="36rem">
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      {data && <Facts delivery={data} />}
      {data && (
        <>
          <h3>{t('payload')}</h3>
          <div className={classes.answer}>
            {data.payload ? <CodeBlock code={JSON.stringify(data.payload, null, 2)} label={t('payload')} /> : t('noPayload')}
          </div>
          {data.response && (
            <>
              <h3>{t('response')}</h3>
              <div className={classes.answer}>
                <CodeBlock code={data.response} label={t('response')} />
              </div>
            </>
          )}
          {mayWrite && data.status === 'dead' && data.kind !== 'test' && <ReplayOneButton destinationId={destinationId} id={id} />}
        </>
      )}
    </SideSheet>
  );
}

function Facts({ delivery: d }: { delivery: DeliveryDetail }) {
  const t = useTranslations('destinations');
  const format = useFormat();
  const reasonOf = useDeliveryReason();
  const facts: [string, ReactNode][] = [
    [t('deliveries.state'), <DeliveryState key="state" status={d.status} />],
    [t('deliveries.kind'), t(`kinds.${d.kind}`)],
    [t('deliveries.error'), reasonOf(d) || d.error],
    [t('deliveries.detail'), d.error !== reasonOf(d) && d.error && <span dir="auto">{d.error}</span>],
    [t('deliveries.answer'), d.responseStatus],
    [
      t('deliveries.profile'),
      d.kind !== 'test' && <TextLink href={`/profiles/${d.profileId}`}>{d.profileName ?? t('deliveries.openProfile')}</TextLink>,
    ],
    [t('deliveries.segment'), d.segmentName],
    [t('deliveries.attempts'), format.integer(d.attempts)],
    [t('deliveries.time'), format.dateTime(d.createdAt)],
    [t('deliveries.next'), d.nextAttemptAt && format.dateTime(d.nextAttemptAt)],
    [t('deliveries.giveUp'), d.nextAttemptAt && format.dateTime(d.giveUpAt)],
    [t('deliveries.finished'), d.finishedAt && format.dateTime(d.finishedAt)],
    [t('deliveries.duration'), d.durationMs !== null && t('deliveries.ms', { ms: d.durationMs })],
    [
      t('deliveries.id'),
      <Mono key="id" copy>
        {d.id}
      </Mono>,
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== false && value !== '' && value !== undefined)
        .map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
