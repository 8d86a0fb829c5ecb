'use client';

import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconLock, IconUserCheck } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAction } from '@/components/use-action';
import { hideAction } from '../actions';
import classes from './profile.module.css';
import { RevealClock } from './reveal-clock';

const RevealDialog = dynamic(() => import('./reveal-dialog').then((m) => m.RevealDialog));
const VerifyDialog = dynamic(() => import('./verify-dialog').then((m) => m.VerifyDialog));

type Props = { profileId: string; revealedUntil: string | null; canReveal: boolean; canVerify: boolean; sees: 'masked' | 'none' };

/** For readers who see people masked: says so, and offers what their role may do about it. */
export function SightBar({ profileId, revealedUntil, canReveal, canVerify, sees }: Props) {
  const t = useTranslations('profiles.sight');
  const [open, setOpen] = useState<'reveal' | 'verify'>();
  const hide = useAction(hideAction, { success: t('hidden') });
  const close = () => setOpen(undefined);
  return (
    <section className={classes.sight} data-revealed={revealedUntil ? true : undefined} aria-label={t('label')}>
      {revealedUntil ? <IconEye size={18} aria-hidden /> : <IconLock size={18} aria-hidden />}
      <span>{revealedUntil ? <RevealClock key={revealedUntil} until={revealedUntil} /> : t(sees)}</span>
      {canVerify && (
        <Button variant="default" leftSection={<IconUserCheck size={16} aria-hidden />} onClick={() => setOpen('verify')}>
          {t('verify')}
        </Button>
      )}
      {revealedUntil ? (
        <Button
          variant="default"
          leftSection={<IconEyeOff size={16} aria-hidden />}
          loading={hide.pending}
          onClick={() => void hide.run({ profileId })}
        >
          {t('hide')}
        </Button>
      ) : (
        canReveal && (
          <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} onClick={() => setOpen('reveal')}>
            {t('reveal')}
          </Button>
        )
      )}
      {open === 'reveal' && <RevealDialog profileId={profileId} onClose={close} />}
      {open === 'verify' && <VerifyDialog profileId={profileId} onClose={close} />}
    </section>
  );
}
