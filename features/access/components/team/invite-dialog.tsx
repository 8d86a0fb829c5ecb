'use client';

import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { inviteUserAction } from '../../actions';
import type { IssuedLink, Role } from '../../types';
import { LinkPanel } from '../link-panel';

/** Asks whom to invite and as what; afterwards shows what became of the link. */
export function InviteDialog({ grantable, onClose }: { grantable: Role[]; onClose: () => void }) {
  const t = useTranslations('access.team');
  const common = useTranslations('common');
  const [role, setRole] = useState<Role>(grantable.includes('marketer') ? 'marketer' : (grantable.at(-1) ?? 'analyst'));
  const [issued, setIssued] = useState<IssuedLink>();
  const { run, pending, fieldError } = useAction(inviteUserAction, { onSuccess: setIssued });
  return (
    <Modal opened onClose={onClose} title={t('inviteTitle')} size="md" closeButtonProps={{ 'aria-label': common('action.close') }}>
      {issued ? (
        <>
          <LinkPanel issued={issued} />
          <Group justify="flex-end" mt="lg">
            <Button onClick={onClose}>{common('action.close')}</Button>
          </Group>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            if (!pending) void run({ email: String(data.get('email')), name: String(data.get('name')), role });
          }}
        >
          <Stack gap="md">
            <TextInput
              name="email"
              type="email"
              label={t('email')}
              error={fieldError('email')}
              required
              withAsterisk={false}
              dir="ltr"
              autoComplete="off"
              data-autofocus
            />
            <TextInput
              name="name"
              label={t('name')}
              description={t('nameHelp')}
              error={fieldError('name')}
              autoComplete="off"
              maxLength={120}
            />
            <Radio.Group label={t('role')} value={role} onChange={(value) => setRole(value as Role)} error={fieldError('role')}>
              <Stack gap="xs" mt={4}>
                {grantable.map((r) => (
                  <Radio key={r} value={r} label={common(`roles.${r}`)} description={t(`roleHelp.${r}`)} />
                ))}
              </Stack>
            </Radio.Group>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {common('action.cancel')}
              </Button>
              <Button type="submit" loading={pending}>
                {t('invite')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
