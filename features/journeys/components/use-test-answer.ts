'use client';

import { useTranslations } from 'next-intl';
import { useToast } from '@/components/use-toast';
import type { TestAnswer } from '../mutations/test-mail';

/** Says how a test mail went. */
export function useTestAnswer(): (answer: TestAnswer) => void {
  const t = useTranslations('emails.test');
  const toast = useToast();
  return (answer) => {
    if (answer.ok) return toast.done(t('sent', { to: answer.to }));
    const key = `reasons.${answer.reason}` as 'reasons.refused_sender';
    toast.failed(t('failed', { reason: t.has(key) ? t(key, { status: answer.status ?? '' }) : answer.reason }));
  };
}
