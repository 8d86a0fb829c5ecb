'use client';

import { Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import type { Names } from '../../loaders';
import { saveCategoryAction } from '../actions';
import type { Category } from '../data';

type Props = { edited: Category | undefined; purposes: Names; channels: Names; onClose: () => void };

/** Maps a category to purposes on channels. */
export function CategoryDialog({ edited, purposes, channels, onClose }: Props) {
  const t = useTranslations('consent.categories');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [category, setCategory] = useState(edited?.category ?? '');
  const [cells, setCells] = useState(edited?.cells.map((c) => `${c.purpose}/${c.channel}`) ?? []);
  const done = {
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  };
  const save = useAction(saveCategoryAction, { success: t('saved'), ...done });
  const remove = useAction(saveCategoryAction, { success: t('removed'), ...done });
  const asCell = (value: string) => {
    const [purpose = '', channel = ''] = value.split('/');
    return { purpose, channel };
  };
  const data = purposes.map((purpose) => ({
    group: purpose.name,
    items: channels.map((channel) => ({ value: `${purpose.key}/${channel.key}`, label: `${purpose.name} · ${channel.name}` })),
  }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={edited ? t('change', { category: edited.category }) : t('add')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (cells.length > 0) void save.run({ category, cells: cells.map(asCell) });
        }}
      >
        <Stack gap="md">
          {!edited && (
            <TextInput
              label={t('category')}
              description={t('categoryHelp')}
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value)}
              error={save.fieldError('category')}
              maxLength={100}
              data-autofocus
            />
          )}
          <MultiSelect
            label={t('standsFor')}
            description={t('standsForHelp')}
            value={cells}
            onChange={setCells}
            data={data}
            error={save.fieldError('cells')}
            searchable
            hidePickedOptions
            clearable
          />
          <Group justify={edited ? 'space-between' : 'flex-end'} gap="xs">
            {edited && (
              <Button variant="subtle" color="red" loading={remove.pending} onClick={() => void remove.run({ category, cells: [] })}>
                {t('remove')}
              </Button>
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {common('cancel')}
              </Button>
              <Button type="submit" loading={save.pending} disabled={cells.length === 0 || category.trim() === ''}>
                {common('save')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
