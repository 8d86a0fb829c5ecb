'use client';

import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useAction } from '@/components/use-action';
import { isLocale, localeNames } from '@/lib/i18n/config';
import { setConsentAction } from '../actions';
import { staffMethods } from '../constants';
import type { Names, Wordings } from '../loaders';
import type { ConsentStateView } from '../schema';
import { textRef } from '../texts/core/text-ref';
import type { ConsentStateName } from '../types';

type Props = {
  profileId: string;
  purpose: Names[number];
  channel: Names[number];
  state: ConsentStateView | undefined;
  /** By which words people are asked for it now. */
  wording: Wordings[string] | undefined;
  onClose: () => void;
};

/** Writes down what a person said, with how it is known and why. */
export function ConsentDialog({ profileId, purpose, channel, state, wording, onClose }: Props) {
  const t = useTranslations('consent');
  const common = useTranslations('common.action');
  const router = useRouter();
  const legend = useId();
  const [said, setSaid] = useState<ConsentStateName>(state?.state === 'granted' ? 'withdrawn' : 'granted');
  const [method, setMethod] = useState<(typeof staffMethods)[number]>('staff');
  const [reason, setReason] = useState('');
  const [textVersion, setTextVersion] = useState<string | null>(null);
  const save = useAction(setConsentAction, {
    success: t('profile.recorded'),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  const submit = () => void save.run({ profileId, purpose: purpose.key, channel: channel.key, state: said, method, textVersion, reason });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('profile.dialogTitle', { purpose: purpose.name, channel: channel.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <div>
            <Text id={legend} size="sm" fw={500} mb={4}>
              {t('profile.newState')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby={legend}
              value={said}
              onChange={(value) => setSaid(value as ConsentStateName)}
              data={[
                { value: 'granted', label: t('profile.yes') },
                { value: 'denied', label: t('profile.no') },
                { value: 'withdrawn', label: t('profile.withdraw') },
              ]}
            />
          </div>
          <Select
            label={t('profile.method')}
            allowDeselect={false}
            value={method}
            onChange={(value) => setMethod(staffMethods.find((m) => m === value) ?? 'staff')}
            data={staffMethods.map((value) => ({ value, label: t(`methods.${value}`) }))}
          />
          {wording && (
            <Select
              label={t('profile.wordingShown')}
              placeholder={t('profile.wordingNone')}
              clearable
              value={textVersion}
              onChange={setTextVersion}
              data={wording.locales.map((locale) => ({
                value: textRef(wording.version, locale),
                label: t('profile.wordingOption', { version: wording.version, language: isLocale(locale) ? localeNames[locale] : locale }),
              }))}
            />
          )}
          <Textarea
            label={t('profile.reason')}
            description={t('profile.reasonHelp')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit();
            }}
            error={save.fieldError('reason')}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={save.pending}>
              {t('profile.record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
