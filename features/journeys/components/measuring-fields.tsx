'use client';

import { Select, Stack, Switch } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import type { Measuring } from '../types';
import classes from './emails.module.css';

type Props = {
  value: Measuring;
  purposes: { key: string; name: string }[];
  onChange: (value: Measuring) => void;
  error: string | undefined;
};

/** What is noticed of a campaign's letters, and with whose yes. */
export function MeasuringFields({ value, purposes, onChange, error }: Props) {
  const t = useTranslations('emails.measuring');
  const isGone = value.purpose !== '' && !purposes.some(({ key }) => key === value.purpose);
  return (
    <fieldset className={classes.group}>
      <legend>{t('title')}</legend>
      <Stack gap="md">
        <p className={classes.quiet}>{t('text')}</p>
        <Switch
          label={t('opens')}
          description={t('opensHelp')}
          checked={value.opens}
          onChange={(event) => onChange({ ...value, opens: event.currentTarget.checked })}
        />
        <Switch
          label={t('clicks')}
          description={t('clicksHelp')}
          checked={value.clicks}
          onChange={(event) => onChange({ ...value, clicks: event.currentTarget.checked })}
        />
        {(value.opens || value.clicks) && (
          <Select
            label={t('purpose')}
            description={purposes.length > 0 ? t('purposeHelp') : <NoPurpose />}
            value={value.purpose || null}
            onChange={(purpose) => onChange({ ...value, purpose: purpose ?? '' })}
            data={purposes.map(({ key, name }) => ({ value: key, label: name }))}
            error={error ?? (isGone ? t('gone') : undefined)}
          />
        )}
      </Stack>
    </fieldset>
  );
}

/** What there has to be first, and where it is made. */
function NoPurpose() {
  const t = useTranslations('emails.measuring');
  return (
    <>
      {t('noPurpose')} <TextLink href="/consent">{t('toPurposes')}</TextLink>
    </>
  );
}
