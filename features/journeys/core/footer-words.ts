import type { AppLocale } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import type { FooterWords } from './render-letter';

/** What the footer of a letter says in a language. */
export function footerWords(locale: AppLocale): FooterWords {
  const words = (loadMessages(locale, false).emails as { letter: FooterWords }).letter;
  return { unsubscribe: words.unsubscribe, preferences: words.preferences };
}
