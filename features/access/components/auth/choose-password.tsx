'use client';

import { Alert, Anchor, Button, PasswordInput, Skeleton, Stack, TextInput } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { acceptInviteAction, resetPasswordAction } from '../../actions';
import { PASSWORD_MIN } from '../../core/password-policy';
import type { TokenKind } from '../../types';
import { requestSignIn } from './request-sign-in';
import { useLinkToken } from './use-link-token';

/** Where an invitation or a reset link leads: choose a password, and be signed in. */
export function ChoosePassword({ kind }: { kind: TokenKind }) {
  const t = useTranslations('auth.choose');
  const roles = useTranslations('common.roles');
  const link = useLinkToken(kind);
  const accept = useAction(acceptInviteAction);
  const reset = useAction(resetPasswordAction);
  const { pending, fieldError } = kind === 'invite' ? accept : reset;

  if (link.state === 'checking') {
    return (
      <Stack gap="md" role="status" aria-label={t('checking')}>
        <Skeleton h={20} w="70%" />
        <Skeleton h={56} />
        <Skeleton h={36} />
      </Stack>
    );
  }
  if (link.state === 'dead') {
    return (
      <Stack gap="md">
        <Alert role="alert" color="yellow" icon={<IconLinkOff size={18} />} title={t('dead.title')}>
          {t(`dead.${kind}`)}
        </Alert>
        <Anchor component={Link} c="var(--text-accent)" href={kind === 'invite' ? '/sign-in' : '/forgot-password'} size="sm" ta="center">
          {t(kind === 'invite' ? 'dead.signIn' : 'dead.again')}
        </Anchor>
      </Stack>
    );
  }

  const submit = async (data: FormData) => {
    const { token, email } = link;
    const password = String(data.get('password'));
    const name = String(data.get('name') ?? '');
    const done = kind === 'invite' ? await accept.run({ token, name, password }) : await reset.run({ token, password });
    if (!done) return;
    const fault = await requestSignIn(email, password);
    window.location.assign(fault ? '/sign-in' : '/');
  };

  return (
    <form
      aria-label={t(`${kind}.title`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void submit(new FormData(event.currentTarget));
      }}
    >
      <Stack gap="md">
        <p>
          {t.rich(`${kind}.for`, {
            email: link.email,
            role: roles(link.role),
            b: (chunks) => <bdi style={{ fontWeight: 600 }}>{chunks}</bdi>,
          })}
        </p>
        {/* Lets password managers store the right account. */}
        <input type="hidden" name="username" autoComplete="username" value={link.email} />
        {kind === 'invite' && (
          <TextInput
            name="name"
            label={t('name')}
            defaultValue={link.name}
            error={fieldError('name')}
            autoComplete="name"
            required
            maxLength={120}
            autoFocus
            withAsterisk={false}
          />
        )}
        <PasswordInput
          name="password"
          label={t('password')}
          description={t('rule', { min: PASSWORD_MIN })}
          error={fieldError('password')}
          autoComplete="new-password"
          minLength={PASSWORD_MIN}
          required
          dir="ltr"
          autoFocus={kind === 'reset'}
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <Button type="submit" loading={pending} fullWidth h={36}>
          {t(`${kind}.submit`)}
        </Button>
      </Stack>
    </form>
  );
}
