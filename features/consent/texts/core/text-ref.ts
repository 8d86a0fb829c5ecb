/** Which wording in which language, as the ledger keeps it beside a statement: `v3-fa`. */
export const textRef = (version: number, locale: string): string => `v${version}-${locale}`;

/** @returns undefined for the names that other forms give their wordings. */
export function readTextRef(text: string | null): { version: number; locale: string } | undefined {
  const found = text?.match(/^v([1-9]\d{0,8})-([a-z]{2})$/);
  return found?.[1] && found[2] ? { version: Number(found[1]), locale: found[2] } : undefined;
}

/** The wording to show: that of the language, else the first of the languages we have, else none. */
export function wordingFor(
  texts: Readonly<Record<string, string>>,
  locale: string,
  locales: readonly string[],
): { locale: string; text: string } | undefined {
  for (const each of [locale, ...locales]) {
    const text = Object.hasOwn(texts, each) ? texts[each] : undefined;
    if (text) return { locale: each, text };
  }
  return undefined;
}
