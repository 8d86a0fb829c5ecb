'use client';

import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useAction } from '@/components/use-action';
import { saveCompanyAction } from '../../actions';
import type { Company } from '../../types';

type Props = { company: Company; timeZones: string[]; currencies: string[] };

/** The company's name, the zone its dates are shown in, and the currency of its totals. */
export function CompanyForm({ company, timeZones, currencies }: Props) {
  const t = useTranslations('access.company');
  const common = useTranslations('common.action');
  const locale = useLocale();
  const [timeZone, setTimeZone] = useState(company.timeZone);
  const [currency, setCurrency] = useState(company.currency);
  const { run, pending, fieldError } = useAction(saveCompanyAction, { success: t('saved') });
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    return currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [currencies, locale]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void run({ name: String(new FormData(event.currentTarget).get('name')), timeZone, currency });
      }}
    >
      <Stack gap="md" maw="24rem">
        <TextInput
          name="name"
          label={t('name')}
          defaultValue={company.name}
          description={t('nameHelp')}
          error={fieldError('name')}
          maxLength={120}
          autoComplete="organization"
        />
        <Select
          label={t('timeZone')}
          description={t('timeZoneHelp')}
          data={timeZones}
          value={timeZone}
          onChange={(value) => value && setTimeZone(value)}
          error={fieldError('timeZone')}
          searchable
          limit={100}
          nothingFoundMessage={t('nothing')}
        />
        <Select
          label={t('currency')}
          description={t('currencyHelp')}
          data={options}
          value={currency}
          onChange={(value) => value && setCurrency(value)}
          error={fieldError('currency')}
          searchable
          limit={100}
          nothingFoundMessage={t('nothing')}
        />
        <div>
          <Button type="submit" loading={pending}>
            {common('save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
