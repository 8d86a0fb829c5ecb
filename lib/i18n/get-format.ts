import { getLocale } from 'next-intl/server';
import { readCompany } from '../company';
import { createFormat, type Format } from '../format';

/** The formatter of the current request, for server components. In client components use `useFormat`. */
export async function getFormat(): Promise<Format> {
  const [locale, company] = await Promise.all([getLocale(), readCompany()]);
  return createFormat({ locale, timeZone: company.timeZone, currency: company.currency });
}
