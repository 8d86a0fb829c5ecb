'use client';

import { useTranslations } from 'next-intl';
import { Status, type Tone } from '@/components/status';
import type { WithheldReason } from '@/features/consent/types';
import type { DeliveryLine, DeliveryStatus } from '../types';

const tones: Record<DeliveryStatus, Tone> = {
  pending: 'neutral',
  sending: 'busy',
  sent: 'success',
  withheld: 'warning',
  retry: 'accent',
  dead: 'danger',
  cancelled: 'neutral',
};

/** The state of a delivery in a word. */
export function DeliveryState({ status }: { status: DeliveryStatus }) {
  const t = useTranslations('destinations.states');
  return <Status tone={tones[status]}>{t(status)}</Status>;
}

/** Why a delivery is where it is, in words: a reason of consent, what overtook it, or what failed; an unknown code as it is. */
export function useDeliveryReason() {
  const consent = useTranslations('consent.reasons');
  const errors = useTranslations('destinations.errors');
  const failures = useTranslations('errors.delivery');
  return ({ status, errorCode }: Pick<DeliveryLine, 'status' | 'errorCode'>): string => {
    if (!errorCode) return '';
    if (status === 'withheld') return consent(errorCode as WithheldReason);
    if (status === 'cancelled' && errors.has(errorCode as 'left')) return errors(errorCode as 'left');
    const [, http] = /^http_(\d{3})$/.exec(errorCode) ?? [];
    if (http) return failures('http', { status: http });
    return failures.has(errorCode as 'network') ? failures(errorCode as 'network') : errorCode;
  };
}
