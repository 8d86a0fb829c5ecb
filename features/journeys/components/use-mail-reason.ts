'use client';

import { useTranslations } from 'next-intl';
import type { WithheldReason } from '@/features/consent/types';

/** Why somebody gets nothing, in words: a reason of mail or of consent; an unknown code as it is. */
export function useMailReason(): (code: string) => string {
  const mail = useTranslations('emails.reasons');
  const consent = useTranslations('consent.reasons');
  return (code) => {
    if (mail.has(code as 'no_address')) return mail(code as 'no_address');
    return consent.has(code as WithheldReason) ? consent(code as WithheldReason) : code;
  };
}

/** "12 withdrawn · 3 without an e-mail address", the most frequent first. */
export function useReasonList(integer: (n: number) => string): (reasons: Readonly<Record<string, number>>) => string {
  const t = useTranslations('emails.audience');
  const say = useMailReason();
  return (reasons) =>
    Object.entries(reasons)
      .filter(([, n]) => n > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => t('reason', { count: integer(n), reason: say(reason) }))
      .join(' · ');
}
