'use client';

import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { forgotPasswordAction } from '../../actions';

/** Asks for a reset link. The answer is the same whether the address is known or not. */
export function ForgotForm() {
  const t = useTranslations('auth.forgot');
  const [answer, setAnswer] = useState<'mail' | 'ask'>();
  const { run, pending, fieldError } = useAction(forgotPasswordAction, { onSuccess: ({ mail }) => setAnswer(mail ? 'mail' : 'ask') });
  return (
    <form
      aria-label={t('title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void run({ email: String(new FormData(event.currentTarget).get('email')) });
      }}
    >
      <Stack gap="md">
        {answer ? (
          <Alert role="status" color="tessera" icon={<IconMailCheck size={18} />}>
            {t(answer)}
          </Alert>
        ) : (
          <>
            <TextInput
              name="email"
              type="email"
              label={t('email')}
              error={fieldError('email')}
              autoComplete="username"
              required
              dir="ltr"
              autoFocus
              withAsterisk={false}
            />
            <Button type="submit" loading={pending} fullWidth h={36}>
              {t('submit')}
            </Button>
          </>
        )}
        <Anchor component={Link} c="var(--text-accent)" href="/sign-in" size="sm" ta="center">
          {t('back')}
        </Anchor>
      </Stack>
    </form>
  );
}
