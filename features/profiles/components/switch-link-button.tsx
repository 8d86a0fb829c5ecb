'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const SwitchLinkDialog = dynamic(() => import('./switch-link-dialog').then((m) => m.SwitchLinkDialog));

/** `ends`: the two identifiers as they are shown. `disabled`: what the link is to become. */
export type SwitchLinkProps = { profileId: string; linkId: string; ends: [string, string]; disabled: boolean };

export function SwitchLinkButton(props: SwitchLinkProps) {
  const t = useTranslations('profiles.identity.switch');
  const [open, setOpen] = useState(false);
  const [a, b] = props.ends;
  const names = { a, b };
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={props.disabled ? t('apartLabel', names) : t('joinLabel', names)}
        onClick={() => setOpen(true)}
      >
        {props.disabled ? t('apart') : t('join')}
      </Button>
      {open && <SwitchLinkDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
