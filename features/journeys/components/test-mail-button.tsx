'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { testMailAction } from '../actions';
import type { TemplateContent } from '../types';
import { useTestAnswer } from './use-test-answer';

/** Sends the template as it stands to whoever presses it. */
export function TestMailButton({ content, profileId }: { content: TemplateContent; profileId: string | null }) {
  const t = useTranslations('emails.editor');
  const show = useTestAnswer();
  const test = useAction(testMailAction, { onSuccess: show });
  return (
    <Button variant="default" loading={test.pending} onClick={() => void test.run({ ...content, profileId })}>
      {t('test')}
    </Button>
  );
}
