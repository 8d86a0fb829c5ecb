'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { localeNames, locales } from '@/lib/i18n/config';
import { useFrame } from './frame-context';
import type { Viewer } from './sidebar';
import { useSetLocale } from './use-set-locale';
import { UserButton } from './user-button';
import classes from './user-menu.module.css';

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

/** Theme, language, keys, and the way out; opens as soon as it is there. */
export function UserMenuOpen({ viewer }: { viewer: Viewer }) {
  const t = useTranslations('common');
  const locale = useLocale();
  const setLocale = useSetLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { openHelp } = useFrame();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    // It took the place of the button that was pressed: closing gives the focus back to this one.
    button.current?.focus();
    setOpened(true);
  }, []);
  return (
    <Menu position="top-start" width={224} withinPortal={false} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <UserButton ref={button} viewer={viewer} />
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
  );
}
