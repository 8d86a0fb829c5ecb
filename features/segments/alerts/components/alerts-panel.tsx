'use client';

import { ActionIcon, Button, NativeSelect, NumberInput } from '@mantine/core';
import { IconBell, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { Status } from '@/components/status';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { tones } from '../../components/segment-status';
import { standsStill } from '../../core/states';
import type { SegmentNow } from '../../data/segment-now';
import { segmentNow } from '../../queries';
import { addAlertAction, removeAlertAction } from '../actions';
import { alertKinds, type SegmentAlert } from '../types';
import classes from './alerts.module.css';

type Props = { segmentId: string; shown: SegmentNow; alerts: SegmentAlert[]; mayWrite: boolean; mails: boolean };

/** When somebody is to be told of the segment: always when it stands still, and of its size as they wish. What of it is so now. */
export function AlertsPanel({ segmentId, shown, alerts, mayWrite, mails }: Props) {
  const t = useTranslations('segment-page.alerts');
  const format = useFormat();
  const router = useRouter();
  const { data: now } = useQuery(segmentNow(segmentId, shown));
  const still = now.status === 'active' && standsStill(now.state);
  const [kind, setKind] = useState<SegmentAlert['kind']>('below');
  const [amount, setAmount] = useState<number | string>('');
  const add = useAction(addAlertAction, {
    success: t('added'),
    onSuccess: () => {
      setAmount('');
      router.refresh();
    },
  });
  const remove = useAction(removeAlertAction, { onSuccess: () => router.refresh() });
  const words = (alert: SegmentAlert) => t(`when.${alert.kind}`, { amount: format.number(alert.amount) });
  return (
    <Section title={t('title')} description={mails ? t('textMail') : t('text')}>
      <ul className={classes.list}>
        <li>
          <span>{t('still.when')}</span>
          {still ? <Status tone={tones[now.state]}>{t(`still.${now.state}`)}</Status> : <Status tone="success">{t('quiet')}</Status>}
        </li>
        {alerts.map((alert) => (
          <li key={alert.id}>
            <span>{words(alert)}</span>
            {alert.raisedAt ? (
              <Status tone="warning">{t('raised', { time: format.dateTime(alert.raisedAt), size: format.integer(alert.size) })}</Status>
            ) : (
              <Status tone="success">{t('quiet')}</Status>
            )}
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                aria-label={t('remove', { alert: words(alert) })}
                disabled={remove.pending}
                onClick={() => void remove.run({ id: alert.id })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (typeof amount === 'number') void add.run({ segmentId, kind, amount });
          }}
        >
          <NativeSelect
            label={t('kind')}
            data={alertKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as SegmentAlert['kind'])}
          />
          <NumberInput
            label={kind === 'changes' ? t('percent') : t('people')}
            value={amount}
            onChange={setAmount}
            min={0}
            allowNegative={false}
            error={add.fieldError('amount')}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconBell size={16} />}
            loading={add.pending}
            disabled={typeof amount !== 'number'}
          >
            {t('add')}
          </Button>
        </form>
      )}
    </Section>
  );
}
