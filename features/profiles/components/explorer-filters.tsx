'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ExplorerOptions } from '../data/explorer-options';
import classes from './explorer.module.css';

type Value = { source: string | null; segment: string | null; consent: string | null };
type Props = { options: ExplorerOptions; value: Value; onChange: (change: Partial<Value>) => void };

/** Few filters for browsing; whoever needs more builds a segment. */
export function ExplorerFilters({ options, value, onChange }: Props) {
  const t = useTranslations('profiles.explorer');
  const named = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  const consents = options.purposes.map((purpose) => ({
    group: purpose.name,
    items: options.channels.map((channel) => ({
      value: `${purpose.key}/${channel.key}`,
      label: t('consentOf', { purpose: purpose.name, channel: channel.name }),
    })),
  }));
  const common = { clearable: true, searchable: true, size: 'sm', className: classes.filter } as const;
  return (
    <>
      <Select
        {...common}
        aria-label={t('source')}
        placeholder={t('source')}
        data={named(options.sources)}
        value={value.source}
        onChange={(source) => onChange({ source })}
      />
      <Select
        {...common}
        aria-label={t('segment')}
        placeholder={t('segment')}
        data={named(options.segments)}
        value={value.segment}
        onChange={(segment) => onChange({ segment })}
      />
      <Select
        {...common}
        aria-label={t('consent')}
        placeholder={t('consent')}
        data={consents}
        value={value.consent}
        onChange={(consent) => onChange({ consent })}
      />
    </>
  );
}
