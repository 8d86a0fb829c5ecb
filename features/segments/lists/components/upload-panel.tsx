'use client';

import { Alert, Button, FileButton, Group, NativeSelect } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useSaid } from '@/components/use-said';
import type { ListReport } from '@/db/schema/lists';
import { PROFILE_ID } from '../constants';
import { peopleRows } from '../queries';
import type { UploadReport } from '../types';
import { MatchReport } from './match-report';
import { sendList } from './send-list';

type Props = { listId: string; types: string[]; last: ListReport | null; mayUpload: boolean };
const named = ['email', 'phone', 'user_id', 'anonymous_id'] as const;

/** Takes a file of identifiers, and says whom it found. */
export function UploadPanel({ listId, types, last, mayUpload }: Props) {
  const t = useTranslations('segments.lists.upload');
  const said = useSaid();
  const router = useRouter();
  const queries = useQueryClient();
  const [as, setAs] = useState('auto');
  const [sending, setSending] = useState<string>();
  const [report, setReport] = useState<UploadReport>();
  const [fault, setFault] = useState<string>();
  const label = (type: string) => (named.some((n) => n === type) ? t(`types.${type as (typeof named)[number]}`) : type);
  const send = async (file: File | null) => {
    if (!file || sending) return;
    setFault(undefined);
    setReport(undefined);
    setSending(file.name);
    const answer = await sendList(listId, file, as);
    setSending(undefined);
    if ('fault' in answer) return setFault(said(answer.fault));
    setReport(answer.report);
    await queries.invalidateQueries({ queryKey: peopleRows(listId).queryKey });
    router.refresh();
  };
  return (
    <Section title={t('title')} description={mayUpload ? t('text') : undefined}>
      {mayUpload && (
        <Group gap="xs" align="end">
          <NativeSelect
            label={t('as')}
            value={as}
            onChange={(event) => setAs(event.currentTarget.value)}
            data={[
              { value: 'auto', label: t('auto') },
              { value: PROFILE_ID, label: t('types.profile_id') },
              ...types.map((type) => ({ value: type, label: label(type) })),
            ]}
          />
          <FileButton
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={(file) => void send(file)}
            inputProps={{ 'aria-label': t('file') }}
          >
            {(props) => (
              <Button {...props} leftSection={<IconFileUpload size={16} />} loading={sending !== undefined}>
                {t('choose')}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
      {sending && <p role="status">{t('sending', { name: sending })}</p>}
      {fault && (
        <Alert color="red" variant="light" role="alert">
          {fault}
        </Alert>
      )}
      {(report ?? last) && <MatchReport report={report ?? last} detail={report} label={label} />}
    </Section>
  );
}
