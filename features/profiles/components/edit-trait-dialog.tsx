'use client';

import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { editTraitAction } from '../actions';
import { readTyped, type TraitKind, traitKindOf, traitKinds } from '../core/trait-input';
import type { EditTraitProps } from './edit-trait-button';

/** A trait's new value with its kind and the reason; it wins as a statement of staff, and the old value stays in its record. */
export function EditTraitDialog({ profileId, trait, current, masked, onClose }: EditTraitProps & { onClose: () => void }) {
  const t = useTranslations('profiles.traits');
  const tCommon = useTranslations('common.action');
  const known = masked || current === null || current === undefined;
  const [name, setName] = useState(trait ?? '');
  const [kind, setKind] = useState<TraitKind>(known ? 'string' : traitKindOf(current));
  const [text, setText] = useState(known ? '' : String(current));
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState(false);
  const save = useAction(editTraitAction, { success: t('saved', { trait: name }), onSuccess: onClose });
  const submit = () => {
    const value = readTyped(kind, text);
    setWrong(value === undefined);
    if (value !== undefined) void save.run({ profileId, trait: name, value, reason });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={trait === null ? t('add') : t('edit', { trait })}
      closeButtonProps={{ 'aria-label': tCommon('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {trait === null && (
          <TextInput
            label={t('trait')}
            description={t('nameHelp')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.fieldError('trait') && t('nameMissing')}
            mb="sm"
            data-autofocus
          />
        )}
        <Select
          label={t('kind')}
          data={traitKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(traitKinds.find((k) => k === value) ?? 'string')}
          allowDeselect={false}
        />
        <TextInput
          mt="sm"
          label={t('value')}
          description={kind === 'date' ? t('dateHelp') : kind === 'boolean' ? t('booleanHelp') : undefined}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={wrong ? t('valueWrong') : save.fieldError('value')}
          maxLength={2000}
        />
        <TextInput
          mt="sm"
          label={t('reason')}
          description={t('reasonHelp')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={save.fieldError('reason') && t('reasonMissing')}
          maxLength={500}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {tCommon('cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {tCommon('save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
