'use client';

import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { useAction } from '@/components/use-action';
import { addNoteAction } from '../actions';

type Props = { profileId: string; kind?: 'note' | 'call'; onDone?: () => void };

/** A note, or what came of a call. ⌘Enter sends it. */
export function NoteForm({ profileId, kind: initial = 'note', onDone }: Props) {
  const t = useTranslations('profiles.notes');
  const [kind, setKind] = useState(initial);
  const [body, setBody] = useState('');
  const add = useAction(addNoteAction, {
    success: t(kind === 'call' ? 'callLogged' : 'noteAdded'),
    onSuccess: () => {
      setBody('');
      onDone?.();
    },
  });
  const send = () => void add.run({ profileId, kind, body });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SegmentedControl
        aria-label={t('kind')}
        value={kind}
        onChange={setKind}
        data={[
          { value: 'note', label: t('note') },
          { value: 'call', label: t('call') },
        ]}
      />
      <Textarea
        mt="xs"
        label={t(kind === 'call' ? 'outcome' : 'text')}
        description={t('permanent')}
        placeholder={t(kind === 'call' ? 'outcomeExample' : 'textExample')}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={add.fieldError('body') && t('missing')}
        autosize
        minRows={3}
        maxLength={5000}
        data-autofocus
      />
      <Group justify="flex-end" mt="sm">
        <Button type="submit" loading={add.pending}>
          {t(kind === 'call' ? 'logCall' : 'addNote')}
        </Button>
      </Group>
    </form>
  );
}
