'use client';

import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { localeNames, locales } from '@/lib/i18n/config';
import { saveAccountAction } from '../../actions';
import type { User } from '../../types';

/** The viewer's own name and language. */
export function ProfileForm({ user, locale }: { user: User; locale: string }) {
  const t = useTranslations('access.account');
  const common = useTranslations('common');
  const { run, pending, fieldError } = useAction(saveAccountAction, { success: t('saved') });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const chosen = locales.find((l) => l === data.get('locale')) ?? locales[0];
        if (!pending) void run({ name: String(data.get('name')), locale: chosen });
      }}
    >
      <Stack gap="md" maw="24rem">
        <TextInput label={t('email')} value={user.email} readOnly dir="ltr" description={t('emailHelp')} />
        <TextInput
          name="name"
          label={t('name')}
          defaultValue={user.name}
          error={fieldError('name')}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
        />
        <NativeSelect
          name="locale"
          label={common('user.language')}
          defaultValue={locale}
          description={t('languageHelp')}
          data={locales.map((l) => ({ value: l, label: localeNames[l] }))}
        />
        <div>
          <Button type="submit" loading={pending}>
            {common('action.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
