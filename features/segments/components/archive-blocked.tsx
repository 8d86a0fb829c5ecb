'use client';

import { List, Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import type { Dependent } from '../data/dependents';

type Props = { name: string; dependents: Dependent[]; onClose: () => void };

const places = { segment: '/segments', destination: '/destinations' } as const;

/** Says what still uses a segment that was to be archived, with the way there. */
export function ArchiveBlocked({ name, dependents, onClose }: Props) {
  const t = useTranslations('segments.archive');
  const common = useTranslations('common.action');
  return (
    <Modal opened onClose={onClose} title={t('blocked', { name })} closeButtonProps={{ 'aria-label': common('close') }}>
      <p>{t('blockedText')}</p>
      <List mt="xs">
        {dependents.map(({ id, name: label, kind }) => (
          <List.Item key={`${kind} ${id}`}>
            <TextLink href={`${places[kind]}/${id}`} onClick={onClose}>
              {label}
            </TextLink>
          </List.Item>
        ))}
      </List>
    </Modal>
  );
}
