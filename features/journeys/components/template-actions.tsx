'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { archiveTemplateAction } from '../actions';

/** Takes a template out of what new campaigns are offered, or puts it back. */
export function TemplateActions({ id, archived }: { id: string; archived: boolean }) {
  const t = useTranslations('emails.templates');
  const router = useRouter();
  const archive = useAction(archiveTemplateAction, {
    success: archived ? t('restored') : t('archivedDone'),
    onSuccess: () => router.refresh(),
  });
  return (
    <Button variant="default" loading={archive.pending} onClick={() => void archive.run({ id, archived: !archived })}>
      {archived ? t('restore') : t('archive')}
    </Button>
  );
}
