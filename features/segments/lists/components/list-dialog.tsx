'use client';

import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';

type Props = {
  title: string;
  verb: string;
  name?: string;
  description?: string;
  pending: boolean;
  fault?: string | undefined;
  onSave: (given: { name: string; description: string }) => void;
  onClose: () => void;
};

/** Name and description of a list. */
export function ListDialog({ title, verb, name = '', description = '', pending, fault, onSave, onClose }: Props) {
  const t = useTranslations('segments.lists');
  const common = useTranslations('common.action');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          if (!pending) onSave({ name: String(form.get('name')), description: String(form.get('description')) });
        }}
      >
        <Stack gap="md">
          <TextInput name="name" label={t('name')} defaultValue={name} maxLength={120} error={fault} required data-autofocus />
          <Textarea name="description" label={t('description')} defaultValue={description} maxLength={2_000} autosize minRows={2} />
        </Stack>
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {verb}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
