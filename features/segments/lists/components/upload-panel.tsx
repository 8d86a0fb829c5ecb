'use client';

import { Alert, Button, FileButton, Group, NativeSelect, Stack } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Section } from '@/components/page-body';
import { useSaid } from '@/components/use-said';
import { PROFILE_ID } from '../constants';
import { isUnderWay, peopleRows, uploadQuery } from '../queries';
import type { ListUpload } from '../types';
import { MatchReport } from './match-report';
import { sendList } from './send-list';
import { UploadProgress } from './upload-progress';

type Props = { listId: string; types: string[]; last: ListUpload | null; mayUpload: boolean; mayDownload: boolean };
const named = ['email', 'phone', 'user_id', 'anonymous_id'] as const;

/** Takes a file of identifiers, follows the worker with it, and says whom it found. */
export function UploadPanel({ listId, types, last, mayUpload, mayDownload }: Props) {
  const t = useTranslations('segments.lists.upload');
  const said = useSaid();
  const router = useRouter();
  const queries = useQueryClient();
  const { data, refetch } = useQuery(uploadQuery(listId, last));
  const [as, setAs] = useState('auto');
  const [sending, setSending] = useState<string>();
  const [fault, setFault] = useState<string>();
  const label = (type: string) => (named.some((n) => n === type) ? t(`types.${type as (typeof named)[number]}`) : type);
  const busy = isUnderWay(data.upload);
  const state = `${data.upload?.id} ${data.upload?.status}`;
  const seen = useRef(state);
  useEffect(() => {
    if (seen.current === state) return;
    seen.current = state;
    if (busy) return;
    void queries.invalidateQueries({ queryKey: peopleRows(listId).queryKey });
    router.refresh();
  }, [state, busy, listId, queries, router]);
  const send = async (file: File | null) => {
    if (!file || sending) return;
    setFault(undefined);
    setSending(file.name);
    const wrong = await sendList(listId, file, as);
    if (wrong) setFault(said(wrong));
    await refetch();
    setSending(undefined);
  };
  return (
    <Section title={mayUpload ? t('title') : t('last')} description={mayUpload ? t('text') : undefined}>
      <Stack gap="md">
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
                <Button {...props} leftSection={<IconFileUpload size={16} />} loading={sending !== undefined} disabled={busy}>
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
        {data.upload && !sending && (
          <>
            <UploadProgress listId={listId} upload={data.upload} mayCancel={mayUpload} onCancelled={() => void refetch()} />
            <MatchReport listId={listId} upload={data.upload} label={label} mayDownload={mayDownload} />
          </>
        )}
      </Stack>
    </Section>
  );
}
