'use client';

import { Button, Group, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { noteRequestAction } from '../actions';
import { NOTE_LENGTH } from '../constants';

/** A line for the history. */
export function NoteForm({ requestId }: { requestId: string }) {
  const t = useTranslations('requests.history');
  const [note, setNote] = useState('');
  const add = useAction(noteRequestAction, { success: t('added'), onSuccess: () => setNote('') });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!add.pending) void add.run({ requestId, note });
      }}
    >
      <Textarea
        label={t('note')}
        placeholder={t('notePlaceholder')}
        value={note}
        autosize
        minRows={2}
        maxLength={NOTE_LENGTH}
        error={add.fieldError('note')}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="xs">
        <Button type="submit" variant="default" loading={add.pending}>
          {t('add')}
        </Button>
      </Group>
    </form>
  );
}
