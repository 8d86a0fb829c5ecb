'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '@/components/confirm-button';
import { useAction } from '@/components/use-action';
import { rotateKeyAction } from '../actions';

/** Replaces the write key after saying what will stop. */
export function RotateKeyButton({ id }: { id: string }) {
  const t = useTranslations('sources.setup');
  const router = useRouter();
  const rotate = useAction(rotateKeyAction, { success: t('rotated'), onSuccess: () => router.refresh() });
  return (
    <ConfirmButton
      title={t('rotateTitle')}
      consequence={t('rotateText')}
      verb={t('rotate')}
      onConfirm={async () => (await rotate.run({ id })) !== undefined}
    >
      {t('rotate')}
    </ConfirmButton>
  );
}
