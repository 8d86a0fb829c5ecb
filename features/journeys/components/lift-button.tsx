'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ConfirmButton } from '@/components/confirm-button';
import { useAction } from '@/components/use-action';
import { liftBlockAction } from '../actions';

/** Lets mail go to an address again. */
export function LiftButton({ profileId, addressHash }: { profileId: string; addressHash: string }) {
  const t = useTranslations('emails.profile');
  const router = useRouter();
  const lift = useAction(liftBlockAction, { success: t('lifted'), onSuccess: () => router.refresh() });
  return (
    <ConfirmButton
      size="compact-sm"
      title={t('liftTitle')}
      consequence={t('liftText')}
      verb={t('lift')}
      onConfirm={async () => (await lift.run({ profileId, addressHash })) !== undefined}
    >
      {t('lift')}
    </ConfirmButton>
  );
}
