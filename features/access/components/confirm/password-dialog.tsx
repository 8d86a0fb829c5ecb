'use client';

import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { confirmPasswordAction } from '../../actions';

/** Asks for the password of whoever is signed in. */
export function PasswordDialog({ onAnswer }: { onAnswer: (confirmed: boolean) => void }) {
  const t = useTranslations('access.confirm');
  const choose = useTranslations('auth.choose');
  const common = useTranslations('common.action');
  const { run, pending, fieldError } = useAction(confirmPasswordAction, { onSuccess: () => onAnswer(true) });
  return (
    <Modal opened onClose={() => onAnswer(false)} title={t('title')} closeButtonProps={{ 'aria-label': common('close') }} zIndex={400}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!pending) void run({ password: String(new FormData(event.currentTarget).get('password')) });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('text')}</Text>
          <PasswordInput
            name="password"
            label={t('password')}
            error={fieldError('password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            dir="ltr"
            data-autofocus
            visibilityToggleButtonProps={{ 'aria-label': choose('showPassword') }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onAnswer(false)}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={pending}>
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
