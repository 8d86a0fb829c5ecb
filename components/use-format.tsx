'use client';

import { useLocale, useTimeZone } from 'next-intl';
import { createContext, useContext, useMemo } from 'react';
import { createFormat, type Format } from '@/lib/format';

const CurrencyContext = createContext('EUR');

/** Hands the company's currency to `useFormat`. */
export const CurrencyProvider = CurrencyContext.Provider;

/** The formatter of the reader's language and the company's zone and currency, for client components. */
export function useFormat(): Format {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  const currency = useContext(CurrencyContext);
  return useMemo(() => createFormat({ locale, timeZone, currency }), [locale, timeZone, currency]);
}
