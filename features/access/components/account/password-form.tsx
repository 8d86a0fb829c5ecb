'use client';

import { Button, PasswordInput, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useAction } from '@/components/use-action';
import { changePasswordAction } from '../../actions';
import { PASSWORD_MIN } from '../../core/password-policy';

/** The old password and a new one; every other session ends. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('access.account');
  const choose = useTranslations('auth.choose');
  const form = useRef<HTMLFormElement>(null);
  const { run, pending, fieldError } = useAction(changePasswordAction, {
    success: t('passwordChanged'),
    onSuccess: () => form.current?.reset(),
  });
  const eye = { 'aria-label': choose('showPassword') };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        if (!pending) void run({ current: String(data.get('current')), password: String(data.get('password')) });
      }}
    >
      <Stack gap="md" maw="24rem">
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordInput
          name="current"
          label={t('currentPassword')}
          error={fieldError('current')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          dir="ltr"
          visibilityToggleButtonProps={eye}
        />
        <PasswordInput
          name="password"
          label={t('newPassword')}
          description={choose('rule', { min: PASSWORD_MIN })}
          error={fieldError('password')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          dir="ltr"
          visibilityToggleButtonProps={eye}
        />
        <div>
          <Button type="submit" variant="default" loading={pending}>
            {t('changePassword')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
