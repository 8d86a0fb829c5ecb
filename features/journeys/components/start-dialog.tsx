'use client';

import { Alert, Button, Group, Modal, Radio, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTimeZone, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { SegmentNote } from '@/features/segments/components/segment-note';
import type { ChoosableSegment } from '@/features/segments/data/choosable-segments';
import { foldDigits } from '@/lib/digits';
import { startCampaignAction } from '../actions';
import { momentOfInput } from '../core/moment-input';
import { audienceQuery } from '../queries';
import type { CampaignView } from '../types';
import { AudienceFigures } from './audience-panel';
import classes from './emails.module.css';

/** The digits of a number however it is written: 1,204 or ۱٬۲۰۴. */
const countOf = (text: string): number => Number(foldDigits(text).replace(/[^\d]/g, '') || Number.NaN);

type Props = {
  campaign: CampaignView;
  segment: ChoosableSegment | undefined;
  purposes: { key: string; name: string }[];
  hasSender: boolean;
  onClose: () => void;
};

/** The last look before a campaign leaves: what, to how many and why not to others, when; and the number typed. */
export function StartDialog({ campaign, segment, purposes, hasSender, onClose }: Props) {
  const t = useTranslations('emails.start');
  const words = useTranslations('emails.measuring');
  const common = useTranslations('common.action');
  const format = useFormat();
  const router = useRouter();
  const zone = useTimeZone() ?? 'UTC';
  const { id, name, segmentId, purpose, channel, measuring } = campaign;
  const { data, error, refetch } = useQuery({
    ...audienceQuery({ segmentId, purpose, channel, ...(measuring ? { measurePurpose: measuring.purpose } : {}) }),
    staleTime: 0,
  });
  const [later, setLater] = useState(false);
  const [at, setAt] = useState('');
  const [typed, setTyped] = useState('');
  const startAt = later ? momentOfInput(at, zone) : null;
  const start = useAction(startCampaignAction, {
    success: later ? t('scheduled') : t('started'),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  const eligible = data?.eligible ?? 0;
  const badTime = later && at !== '' && (startAt === undefined || (startAt !== null && startAt <= new Date()));
  const ready = hasSender && eligible > 0 && countOf(typed) === eligible && (!later || (startAt instanceof Date && !badTime));
  return (
    <Modal opened onClose={onClose} size="lg" title={t('title', { name })} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void start.run({ id, confirmed: eligible, startAt: startAt?.toISOString() ?? null });
        }}
      >
        <Stack gap="md">
          <SegmentNote segment={segment} />
          {!hasSender && <Alert color="red">{t('noSender')}</Alert>}
          {error && <ErrorState error={error} onRetry={() => void refetch()} />}
          {!data && !error && <Skeleton height={56} aria-label={t('counting')} />}
          {data && <AudienceFigures audience={data} />}
          {measuring && (
            <p className={classes.quiet}>
              {t('measures', {
                what: format.list([...(measuring.opens ? [words('opened')] : []), ...(measuring.clicks ? [words('clicked')] : [])]),
                purpose: purposes.find((each) => each.key === measuring.purpose)?.name ?? measuring.purpose,
              })}
            </p>
          )}
          {data && eligible === 0 && <Alert color="yellow">{t('nobody')}</Alert>}
          <Radio.Group label={t('when')} value={later ? 'later' : 'now'} onChange={(value) => setLater(value === 'later')}>
            <Group mt="xs">
              <Radio value="now" label={t('now')} />
              <Radio value="later" label={t('later')} />
            </Group>
          </Radio.Group>
          {later && (
            <TextInput
              type="datetime-local"
              label={t('at', { zone })}
              value={at}
              onChange={(event) => setAt(event.currentTarget.value)}
              error={badTime ? t('atPast') : undefined}
            />
          )}
          {eligible > 0 && (
            <TextInput
              label={t('type', { count: format.integer(eligible) })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="off"
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" disabled={!ready} loading={start.pending}>
              {later ? t('schedule') : t('send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
