'use client';

import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { requestSignIn, type SignInFault } from './request-sign-in';

/** Address and password. `next` is the local page to go to afterwards. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('auth.signIn');
  const [fault, setFault] = useState<SignInFault>();
  const [pending, setPending] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    setFault(undefined);
    const answer = await requestSignIn(String(data.get('email')), String(data.get('password')));
    if (!answer) {
      // A whole new page: nothing of what was seen before signing in is kept.
      window.location.assign(next);
      return;
    }
    setPending(false);
    setFault(answer);
    password.current?.select();
  };

  return (
    <form onSubmit={submit} method="post" aria-label={t('title')}>
      <Stack gap="md">
        {fault && (
          <Alert role="alert" color="red" icon={<IconAlertCircle size={18} />}>
            {t(`fault.${fault}`)}
          </Alert>
        )}
        <TextInput name="email" type="email" label={t('email')} autoComplete="username" required dir="ltr" autoFocus withAsterisk={false} />
        <PasswordInput
          ref={password}
          name="password"
          label={t('password')}
          autoComplete="current-password"
          required
          dir="ltr"
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <Button type="submit" loading={pending} fullWidth mt={4} h={36}>
          {t('submit')}
        </Button>
        <Anchor component={Link} c="var(--text-accent)" href="/forgot-password" size="sm" ta="center">
          {t('forgot')}
        </Anchor>
      </Stack>
    </form>
  );
}
