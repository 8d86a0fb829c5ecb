import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { DestinationView } from '../types';

const tones: Record<DestinationView['status'], Tone> = { enabled: 'success', paused: 'warning', deleting: 'busy', deleted: 'neutral' };

/** Whether a destination is sent to. */
export function DestinationStatus({ status }: { status: DestinationView['status'] }) {
  const t = useTranslations('destinations.status');
  return <Status tone={tones[status]}>{t(status)}</Status>;
}
