import { createTranslator } from 'next-intl';
import { env } from '@/lib/env';
import { isLocale, locales } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';

/** The sentences of our messages in a language; also outside a request, in the worker. */
export function mailTexts(locale: string): (key: string, values?: Record<string, string | number>) => string {
  const known = isLocale(locale) ? locale : locales[0];
  const messages = loadMessages(known, env().NODE_ENV === 'development');
  return createTranslator({ locale: known, messages, namespace: 'requests.mail' }) as never;
}
