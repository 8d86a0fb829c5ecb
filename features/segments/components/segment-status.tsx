'use client';

import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import { useSaid } from '@/components/use-said';
import { failureKey } from '../core/failures';
import type { SegmentState } from '../types';

export const tones: Record<SegmentState, Tone> = {
  building: 'busy',
  live: 'success',
  stopped: 'warning',
  failed: 'danger',
  invalid: 'danger',
};

type Props = { segment: { state: SegmentState; status: 'active' | 'archived'; error: string | null } };

/** Its state in a word; what that means is its title. */
export function SegmentStatus({ segment }: Props) {
  const t = useTranslations('segments');
  const said = useSaid();
  if (segment.status === 'archived') return <Status tone="neutral">{t('archive.badge')}</Status>;
  return (
    <Status
      tone={tones[segment.state]}
      title={t(`stateHelp.${segment.state}`, { error: said({ message: segment.error ?? '', key: failureKey(segment.error) }) })}
    >
      {t(`state.${segment.state}`)}
    </Status>
  );
}
