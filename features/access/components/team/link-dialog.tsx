'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { IssuedLink } from '../../types';
import { LinkPanel } from '../link-panel';

/** Shows a fresh link of a member. */
export function LinkDialog({ issued, title, onClose }: { issued: IssuedLink; title: string; onClose: () => void }) {
  const t = useTranslations('common.action');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <LinkPanel issued={issued} />
    </Modal>
  );
}
