import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { MessageStatus, CampaignStatus as State } from '../types';

const tones: Record<State, Tone> = {
  draft: 'neutral',
  scheduled: 'accent',
  preparing: 'busy',
  sending: 'busy',
  paused: 'warning',
  done: 'success',
  cancelled: 'neutral',
  failed: 'danger',
};

/** Where a campaign is, in a word. */
export function CampaignStatus({ status }: { status: State }) {
  const t = useTranslations('emails.status');
  return <Status tone={tones[status]}>{t(status)}</Status>;
}

const messageTones: Record<MessageStatus, Tone> = {
  pending: 'neutral',
  claimed: 'busy',
  sending: 'busy',
  sent: 'success',
  retry: 'accent',
  bounced: 'danger',
  withheld: 'warning',
  failed: 'danger',
  unknown: 'warning',
  cancelled: 'neutral',
};

/** Where a message is, in a word. */
export function MessageState({ status }: { status: MessageStatus }) {
  const t = useTranslations('emails.states');
  return <Status tone={messageTones[status]}>{t(status)}</Status>;
}
