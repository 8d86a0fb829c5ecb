'use client';

import { Drawer, useDirection } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type Props = { opened: boolean; onClose(): void; title: ReactNode; children: ReactNode; size?: string };

/** Details beside a list, at the end of the reading direction. Keep what it shows in the URL, and load its content lazily. */
export function SideSheet({ opened, onClose, title, children, size = '32rem' }: Props) {
  const t = useTranslations('common.action');
  const { dir } = useDirection();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position={dir === 'rtl' ? 'left' : 'right'}
      size={`min(${size}, 100vw)`}
      transitionProps={{ duration: 150 }}
      overlayProps={{ opacity: 0.25 }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Drawer>
  );
}
