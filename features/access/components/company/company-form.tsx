'use client';

import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useAction } from '@/components/use-action';
import { saveCompanyAction } from '../../actions';
import type { CompanyForm as Form } from '../../types';

/** The company's name, the zone its dates are shown in, the currency of its totals, and the country of its phone numbers. */
export function CompanyForm({ company, timeZones, currencies, countries }: Form) {
  const t = useTranslations('access.company');
  const common = useTranslations('common.action');
  const locale = useLocale();
  const [timeZone, setTimeZone] = useState(company.timeZone);
  const [currency, setCurrency] = useState(company.currency);
  const [country, setCountry] = useState(company.country);
  const { run, pending, fieldError } = useAction(saveCompanyAction, { success: t('saved') });
  const currencyOptions = useMemo(() => named(currencies, locale, 'currency'), [currencies, locale]);
  const countryOptions = useMemo(() => named(countries, locale, 'region'), [countries, locale]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void run({ name: String(new FormData(event.currentTarget).get('name')), timeZone, currency, country });
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
          data={currencyOptions}
          value={currency}
          onChange={(value) => value && setCurrency(value)}
          error={fieldError('currency')}
          searchable
          limit={100}
          nothingFoundMessage={t('nothing')}
        />
        <Select
          label={t('country')}
          description={t('countryHelp')}
          placeholder={t('noCountry')}
          data={countryOptions}
          value={country || null}
          onChange={(value) => setCountry(value ?? '')}
          error={fieldError('country')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('noCountry') }}
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

/** Codes with their names in the reader's language, by name. */
function named(codes: string[], locale: string, type: 'currency' | 'region'): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type });
  return codes
    .map((code) => ({ value: code, label: `${names.of(code) ?? code} · ${code}` }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}
