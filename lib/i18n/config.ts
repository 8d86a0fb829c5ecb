/** The languages of the interface, the first being the default. */
export const locales = ['en', 'fa'] as const;

export type AppLocale = (typeof locales)[number];

/** The cookie that keeps a person's choice of language. */
export const localeCookie = 'tessera_locale';

/** How the proxy passes on the language that a public page's address asks for. */
export const localeHeader = 'x-tessera-locale';

/** Each language in its own words, for the switch. */
export const localeNames: Record<AppLocale, string> = { en: 'English', fa: 'فارسی' };

export const isLocale = (value: unknown): value is AppLocale => locales.some((l) => l === value);

/** The writing direction of a locale; unknown ones read left to right. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (locale === 'fa' ? 'rtl' : 'ltr');

/**
 * The locale to use: the cookie's when we have it, else the best of the browser's languages, else English.
 * @param accepted the `Accept-Language` header, as in `fa-IR,fa;q=0.9,en;q=0.8`.
 */
export function chooseLocale(cookie: string | undefined, accepted: string | null): AppLocale {
  if (isLocale(cookie)) return cookie;
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = params
        .find((p) => p.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { language: tag.toLowerCase().split('-')[0], weight: q === undefined ? 1 : Number(q) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  return wanted.map((w) => w.language).find(isLocale) ?? locales[0];
}
