'use client';

import { UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { Viewer } from './sidebar';
import classes from './user-menu.module.css';

type Props = ComponentProps<'button'> & { viewer: Viewer };

/** Name and role of who is signed in. */
export function UserButton({ viewer, ...rest }: Props) {
  const t = useTranslations('common');
  const label = viewer.name || viewer.email;
  return (
    <UnstyledButton {...rest} className={classes.button} aria-label={t('user.menu', { name: label })}>
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
  );
}
