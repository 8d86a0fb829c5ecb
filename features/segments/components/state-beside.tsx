'use client';

import { useTranslations } from 'next-intl';
import { Status } from '@/components/status';
import type { SegmentState } from '../types';
import { tones } from './segment-status';

/** Beside the name of a segment that something uses: its state, when that is another than live. */
export function StateBeside({ state }: { state: SegmentState | null }) {
  const t = useTranslations('segments.state');
  return state && state !== 'live' ? <Status tone={tones[state]}>{t(state)}</Status> : null;
}
