'use client';

import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { TraitView } from '../types';

const tones: Record<string, Tone> = { building: 'busy', live: 'success', invalid: 'danger', stopped: 'neutral', deleting: 'busy' };

/** Building, live, invalid, stopped or being deleted; what it means is its title. */
export function TraitStatus({ trait }: { trait: Pick<TraitView, 'state' | 'status' | 'progress'> }) {
  const t = useTranslations('computed');
  const shown = trait.status === 'active' ? trait.state : trait.status;
  return (
    <Status tone={tones[shown] ?? 'neutral'} title={t(`stateHelp.${shown}`)}>
      {t(`state.${shown}`)}
    </Status>
  );
}
