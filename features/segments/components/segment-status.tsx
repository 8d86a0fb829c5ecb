'use client';

import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import { useSaid } from '@/components/use-said';
import type { SegmentState } from '../types';

const tones: Record<SegmentState, Tone> = { building: 'busy', live: 'success', invalid: 'danger' };

type Props = { segment: { state: SegmentState; status: 'active' | 'archived'; error: string | null } };

/** Building, live or invalid; what it means is its title. */
export function SegmentStatus({ segment }: Props) {
  const t = useTranslations('segments');
  const said = useSaid();
  if (segment.status === 'archived') return <Status tone="neutral">{t('archive.badge')}</Status>;
  return (
    <Status
      tone={tones[segment.state]}
      title={t(`stateHelp.${segment.state}`, { error: said({ message: segment.error ?? '', key: 'segment.broken' }) })}
    >
      {t(`state.${segment.state}`)}
    </Status>
  );
}
