'use client';

import { Alert, Button, Group, Progress } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '@/components/confirm-button';
import { Section } from '@/components/page-body';
import { Stat, Stats } from '@/components/stat';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { useSaid } from '@/components/use-said';
import { cancelImportAction, deleteImportAction, runImportAction } from '../actions';
import type { ImportView } from '../loaders';
import type { ImportProgress } from '../queries';

/** How far the worker is, or how it ended, with what can be done about it. */
export function RunStep({ view, progress }: { view: ImportView; progress: ImportProgress }) {
  const t = useTranslations('imports.run');
  const said = useSaid();
  const format = useFormat();
  const router = useRouter();
  const { id, sourceId } = view.import;
  const refresh = () => router.refresh();
  const cancel = useAction(cancelImportAction, { onSuccess: refresh });
  const resume = useAction(runImportAction, { onSuccess: refresh });
  const remove = useAction(deleteImportAction, { success: t('deleted'), onSuccess: () => router.push('/imports') });
  const { status, counts } = progress;
  const isBusy = status === 'checking' || status === 'queued' || status === 'running';
  const percent = format.percent(Math.floor(progress.progress * 100) / 100);
  const title =
    status === 'checking'
      ? t('checking', { percent })
      : status === 'queued'
        ? t('queued')
        : status === 'running'
          ? t('running', { percent })
          : t('done');
  return (
    <Section title={status === 'failed' ? t('failed') : title}>
      {isBusy && <Progress value={progress.progress * 100} animated aria-label={title} mb="md" />}
      {status === 'cancelled' && <Alert variant="light">{t('cancelled')}</Alert>}
      {status === 'failed' && (
        <Alert color="red" variant="light" role="alert">
          {said({ message: progress.error ?? '', key: 'import.stopped' })}
        </Alert>
      )}
      {status !== 'checking' && (
        <Stats>
          <Stat label={t('read')} value={format.integer(counts.rows)} />
          <Stat label={t('accepted')} value={format.integer(counts.accepted)} />
          <Stat label={t('duplicates')} value={format.integer(counts.duplicates)} />
          <Stat label={t('rejected')} value={format.integer(counts.rejected)} />
        </Stats>
      )}
      <Group mt="lg">
        {isBusy && (
          <Button variant="default" loading={cancel.pending} onClick={() => void cancel.run({ id })}>
            {t('cancel')}
          </Button>
        )}
        {(status === 'failed' || status === 'cancelled') && (
          <Button loading={resume.pending} onClick={() => void resume.run({ id })}>
            {t('resume')}
          </Button>
        )}
        {counts.rejected > 0 && (
          <Button variant="default" component="a" href={`/api/internal/imports/${id}/rejects`} download>
            {t('download')}
          </Button>
        )}
        {status === 'done' && sourceId && (
          <Button variant="default" component={Link} href={`/sources/${sourceId}`}>
            {t('toSource')}
          </Button>
        )}
        {!isBusy && (
          <ConfirmButton title={t('deleteTitle')} consequence={t('deleteText')} verb={t('deleteVerb')} onConfirm={() => remove.run({ id })}>
            {t('delete')}
          </ConfirmButton>
        )}
      </Group>
    </Section>
  );
}
