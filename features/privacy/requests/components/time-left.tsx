import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { RequestState } from '../types';

type Props = { state: RequestState; daysLeft: number; paused: boolean; dueOn: string };

const SOON_DAYS = 7;

/** The days that are left, in words with a mark of their urgency; of an ended request, whether it was in time. `dueOn`: the due date as text. */
export function TimeLeft({ state, daysLeft, paused, dueOn }: Props) {
  const t = useTranslations('requests.due');
  const ended = state === 'done' || state === 'refused' || state === 'cancelled';
  const late = daysLeft < 0;
  const [tone, text]: [Tone, string] = ended
    ? late && state !== 'cancelled'
      ? ['warning', t('endedLate', { days: -daysLeft })]
      : ['neutral', state === 'cancelled' ? '–' : t('inTime')]
    : paused
      ? ['neutral', t('paused', { days: daysLeft })]
      : late
        ? ['danger', t('late', { days: -daysLeft })]
        : [daysLeft <= SOON_DAYS ? 'warning' : 'success', t('left', { days: daysLeft })];
  return (
    <Status tone={tone} title={t('on', { date: dueOn })}>
      {text}
    </Status>
  );
}
