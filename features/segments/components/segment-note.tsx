'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { standsStill } from '../core/states';
import type { ChoosableSegment } from '../data/choosable-segments';

/** Under a segment that was chosen: what it means that it is not live. */
export function SegmentNote({ segment }: { segment: ChoosableSegment | null | undefined }) {
  const t = useTranslations('segments.choose');
  const format = useFormat();
  if (!segment || segment.state === 'live') return null;
  const { state, whole, stillSince } = segment;
  const still = !whole ? t('empty') : stillSince ? t('stillSince', { time: format.dateTime(stillSince) }) : t('still');
  return (
    <Alert color="yellow" variant="light" role="status" title={t(`title.${state}`)}>
      {standsStill(state) ? still : t('building')}
    </Alert>
  );
}
