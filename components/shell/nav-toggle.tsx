'use client';

import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFrame } from './frame-context';

/** Opens the navigation where there is no room for the sidebar. */
export function NavToggle() {
  const t = useTranslations('common.frame');
  const { openNavigation } = useFrame();
  return (
    <ActionIcon hiddenFrom="sm" size={36} onClick={openNavigation} aria-label={t('openNavigation')}>
      <IconMenu2 size={20} />
    </ActionIcon>
  );
}
