import type { AppLocale } from '@/lib/i18n/config';

export const industries = ['shop', 'retail', 'bank', 'saas', 'telecom', 'service', 'app'] as const;
export type Industry = (typeof industries)[number];

/** What a template has to be told: an event, a trait, or a property of an event, under the name by which it is usually known, and others. */
export type Need = { as: 'event'; names: readonly string[] } | { as: 'trait'; names: readonly string[] };

/** The usual names, by the mark that stands for them in rules: `$order`. */
export type Slots = Readonly<Record<string, Need>>;

/**
 * A common segment of a field. Its words are here and not with the interface's, because the browser loads them only with the gallery.
 * In `rule`, a text that is the mark of a need stands for the name chosen for it.
 */
export type Template = { id: string; name: Record<AppLocale, string>; text: Record<AppLocale, string>; rule: unknown };
