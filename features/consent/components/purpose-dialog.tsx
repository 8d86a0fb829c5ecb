'use client';

import { Button, Checkbox, Group, Modal, NumberInput, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { createPurposeAction, updatePurposeAction } from '../actions';
import { lawfulBases, modes } from '../constants';
import { keyFromName } from '../core/key-from-name';
import type { Purpose } from '../types';

/** A new purpose, or the rules of one. */
export function PurposeDialog({ purpose, onClose }: { purpose?: Purpose; onClose: () => void }) {
  const t = useTranslations('consent');
  const common = useTranslations('common.action');
  const router = useRouter();
  const [name, setName] = useState(purpose?.name ?? '');
  const [key, setKey] = useState<string>();
  const [description, setDescription] = useState(purpose?.description ?? '');
  const [lawfulBasis, setBasis] = useState(purpose?.lawfulBasis ?? 'consent');
  const [mode, setMode] = useState(purpose?.mode ?? 'opt_in');
  const [marketing, setMarketing] = useState(purpose?.marketing ?? false);
  const [measuring, setMeasuring] = useState(Boolean(purpose?.measuring));
  const [validityDays, setValidity] = useState(purpose?.validityDays ?? null);
  const save = useAction(purpose ? updatePurposeAction : createPurposeAction, {
    success: purpose ? t('saved') : t('created', { name }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  // Only a yes of their own lets it be noticed what somebody's device does.
  const asks = mode === 'opt_in';
  const usedKey = purpose?.key ?? key ?? keyFromName(name);
  return (
    <Modal
      opened
      onClose={onClose}
      title={purpose ? t('editPurpose', { name: purpose.name }) : t('newPurpose')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ key: usedKey, name, description, lawfulBasis, mode, marketing, measuring: measuring && asks, validityDays });
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.fieldError('name')}
            maxLength={80}
            data-autofocus
          />
          {!purpose && (
            <TextInput
              label={t('key')}
              description={t('keyHelp')}
              dir="ltr"
              value={usedKey}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={save.fieldError('key')}
              maxLength={50}
            />
          )}
          <Textarea
            label={t('description')}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={save.fieldError('description')}
            autosize
            minRows={2}
            maxLength={500}
          />
          <Select
            label={t('basis')}
            allowDeselect={false}
            value={lawfulBasis}
            onChange={(value) => setBasis(lawfulBases.find((b) => b === value) ?? 'consent')}
            data={lawfulBases.map((value) => ({ value, label: t(`bases.${value}`) }))}
          />
          <Radio.Group
            label={t('mode')}
            description={t('modeHelp')}
            value={mode}
            onChange={(value) => setMode(modes.find((m) => m === value) ?? 'opt_in')}
          >
            <Group mt="xs">
              {modes.map((value) => (
                <Radio key={value} value={value} label={t(`modes.${value}`)} />
              ))}
            </Group>
          </Radio.Group>
          <Checkbox
            label={t('marketing')}
            description={t('marketingHelp')}
            checked={marketing}
            onChange={(event) => setMarketing(event.currentTarget.checked)}
          />
          {asks && (
            <Checkbox
              label={t('measuring')}
              description={t('measuringHelp')}
              checked={measuring}
              onChange={(event) => setMeasuring(event.currentTarget.checked)}
              error={save.fieldError('measuring')}
            />
          )}
          <NumberInput
            label={t('validity')}
            description={t('validityHelp')}
            value={validityDays ?? ''}
            onChange={(value) => setValidity(typeof value === 'number' ? value : null)}
            error={save.fieldError('validityDays')}
            min={1}
            max={36_500}
            allowDecimal={false}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.pending}>
              {purpose ? common('save') : t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
