import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { readCompany } from '../company';
import { env } from '../env';
import { chooseLocale, isLocale, localeCookie, localeHeader } from './config';
import { loadMessages } from './messages';

/** What next-intl asks for at each request: the locale of the public address, the cookie or the browser, its strings, and the company's zone. */
// biome-ignore lint/style/noDefaultExport: next-intl reads the default export
export default getRequestConfig(async () => {
  const [jar, head, company] = await Promise.all([cookies(), headers(), readCompany()]);
  const asked = head.get(localeHeader);
  const locale = chooseLocale(isLocale(asked) ? asked : jar.get(localeCookie)?.value, head.get('accept-language'));
  return {
    locale,
    messages: loadMessages(locale, env().NODE_ENV === 'development'),
    timeZone: company.timeZone,
    now: new Date(),
  };
});
