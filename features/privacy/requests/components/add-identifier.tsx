'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { addIdentifierAction } from '../actions';

/** Looks for the person by something else; it is kept with the request. */
export function AddIdentifier({ requestId }: { requestId: string }) {
  const t = useTranslations('requests.identity');
  const [value, setValue] = useState('');
  const add = useAction(addIdentifierAction, { onSuccess: () => setValue('') });
  return (
    <form
      aria-label={t('add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() && !add.pending) void add.run({ requestId, identifier: { type: '', value } });
      }}
    >
      <Group gap="xs" align="end" mb="lg">
        <TextInput
          flex="1 1 16rem"
          maw="26rem"
          label={t('add')}
          description={t('addLabel')}
          value={value}
          maxLength={256}
          autoComplete="off"
          dir="auto"
          error={add.fieldError('identifier')}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconSearch size={16} aria-hidden />} loading={add.pending}>
          {t('addButton')}
        </Button>
      </Group>
    </form>
  );
}
