import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { RequestState } from '../types';

const tones: Record<RequestState, Tone> = {
  received: 'warning',
  verified: 'accent',
  approved: 'accent',
  running: 'busy',
  done: 'success',
  refused: 'danger',
  cancelled: 'neutral',
};

/** How far a request is, in a word. */
export function RequestStatus({ state }: { state: RequestState }) {
  const t = useTranslations('requests.state');
  return <Status tone={tones[state]}>{t(state)}</Status>;
}
