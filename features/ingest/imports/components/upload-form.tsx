'use client';

import { Alert, Button, FileButton, Progress, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type DragEvent, useState } from 'react';
import { useFormat } from '@/components/use-format';
import { useSaid } from '@/components/use-said';
import { sendFile } from './send-file';
import classes from './upload-form.module.css';

/** Takes a file by drop or choice, shows how far the upload is, then goes on to its columns. */
export function UploadForm() {
  const t = useTranslations('imports.upload');
  const said = useSaid();
  const format = useFormat();
  const router = useRouter();
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const [fault, setFault] = useState<string>();
  const [isOver, setIsOver] = useState(false);

  const send = async (file: File | null | undefined) => {
    if (!file || sending) return;
    setFault(undefined);
    setSending({ name: file.name, share: 0 });
    const answer = await sendFile(file, (share) => setSending({ name: file.name, share }));
    if ('id' in answer) router.push(`/imports/${answer.id}`);
    else {
      setFault(said(answer));
      setSending(undefined);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void send(event.dataTransfer.files[0]);
  };

  return (
    <section
      aria-label={t('title')}
      className={classes.zone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={32} stroke={1.5} aria-hidden />
      {sending ? (
        <div className={classes.progress} role="status">
          <Text size="sm">{t('sending', { name: sending.name, percent: format.percent(sending.share) })}</Text>
          <Progress value={sending.share * 100} aria-label={t('title')} />
        </div>
      ) : (
        <>
          <Text fw={500}>{t('drop')}</Text>
          <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={(file) => void send(file)}>
            {(props) => <Button {...props}>{t('choose')}</Button>}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('limits')}
          </Text>
        </>
      )}
      {fault && (
        <Alert color="red" variant="light" role="alert">
          {t('failed', { reason: fault })}
        </Alert>
      )}
    </section>
  );
}
