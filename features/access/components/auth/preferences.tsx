'use client';

import { ActionIcon, Button, Group, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useSetLocale } from '@/components/shell/use-set-locale';
import { localeNames, locales } from '@/lib/i18n/config';
import classes from './preferences.module.css';

/** Language and theme, for someone who has not signed in yet. */
export function Preferences() {
  const t = useTranslations('auth.frame');
  const locale = useLocale();
  const setLocale = useSetLocale();
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <Group gap="xs">
      {locales
        .filter((other) => other !== locale)
        .map((other) => (
          <Button key={other} variant="subtle" color="gray" size="compact-sm" lang={other} onClick={() => setLocale(other)}>
            {localeNames[other]}
          </Button>
        ))}
      <ActionIcon onClick={toggleColorScheme} aria-label={t('theme')}>
        <IconSun size={16} className={classes.inDark} aria-hidden />
        <IconMoon size={16} className={classes.inLight} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
