'use client';

import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSelector, IconSun, IconUserCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { localeNames, locales } from '@/lib/i18n/config';
import { useFrame } from './frame-context';
import type { Viewer } from './sidebar';
import { useSetLocale } from './use-set-locale';
import classes from './user-menu.module.css';

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

/** Who is signed in; theme, language, keys, and the way out. */
export function UserMenu({ viewer }: { viewer: Viewer }) {
  const t = useTranslations('common');
  const locale = useLocale();
  const setLocale = useSetLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { openHelp } = useFrame();
  const label = viewer.name || viewer.email;
  return (
    <div className={classes.root}>
      <Menu position="top-start" width={224} withinPortal={false}>
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={t('user.menu', { name: label })}>
            <span className={classes.avatar} aria-hidden>
              {(label[0] ?? '?').toUpperCase()}
            </span>
            <span className={classes.text}>
              <span className={classes.name} dir="auto">
                {label}
              </span>
              <span className={classes.role}>{t(`roles.${viewer.role}`)}</span>
            </span>
            <IconSelector size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('user.theme')}</Menu.Label>
          <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
            {schemes.map(([scheme, Icon]) => (
              <Menu.RadioItem key={scheme} value={scheme}>
                <span className={classes.choice}>
                  <Icon size={16} aria-hidden /> {t(`user.${scheme}`)}
                </span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Label>{t('user.language')}</Menu.Label>
          <Menu.RadioGroup value={locale} onChange={setLocale}>
            {locales.map((l) => (
              <Menu.RadioItem key={l} value={l} lang={l}>
                {localeNames[l]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item leftSection={<IconUserCircle size={16} />} component={Link} href="/settings/account">
            {t('user.account')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openHelp}>
            {t('user.shortcuts')}
          </Menu.Item>
          <form method="post" action="/sign-out">
            <Menu.Item leftSection={<IconLogout size={16} />} type="submit" closeMenuOnClick={false}>
              {t('user.signOut')}
            </Menu.Item>
          </form>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
