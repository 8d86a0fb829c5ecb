'use client';

import { Switch } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { setFormEnabledAction } from '../actions';

/** Switches the public form on or off. */
export function FormSettings({ enabled: known, mail, address }: { enabled: boolean; mail: boolean; address: string }) {
  const t = useTranslations('requests.settings');
  const [enabled, setEnabled] = useState(known);
  const save = useAction(setFormEnabledAction, { success: t(enabled ? 'on' : 'off') });
  const change = async (next: boolean) => {
    setEnabled(next);
    const result = await save.run({ enabled: next });
    if (save.error && result === undefined) setEnabled(!next);
  };
  return (
    <Section title={t('title')} description={t('text', { address: `\u2068${address}\u2069` })}>
      <Switch
        label={t('label')}
        description={mail ? undefined : t('noMail')}
        checked={enabled}
        disabled={save.pending}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </Section>
  );
}
