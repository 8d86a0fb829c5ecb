import { appUrl } from '@/lib/env';
import { isLocale } from '@/lib/i18n/config';
import { isUuid } from '@/lib/ids';
import { readToken, writeToken } from '@/lib/signed-token';

/**
 * What a link in a message stands for. It names the person by profile id only, holds no personal data, has no end, and follows the person
 * through merges; through splits by the message, `messageId` (letters, digits, - and _).
 */
export type PreferenceLink = { profileId: string; purpose?: string; channel?: string; messageId?: string; locale?: string };
export type UnsubscribeLink = { profileId: string; purpose: string; channel: string; messageId?: string; locale?: string };

const USE = { preferences: 'preference-link', unsubscribe: 'unsubscribe-link' } as const;
const WORD = /^[A-Za-z0-9_-]{0,100}$/;

/** The address of a person's preference page. `purpose` and `channel` say which message brought them there. */
export const preferenceUrl = (link: PreferenceLink): string => `${appUrl()}${preferencePath(link)}`;

/** The same within this installation. */
export function preferencePath({ profileId, purpose = '', channel = '', messageId = '', locale }: PreferenceLink): string {
  return `/preferences/${write(USE.preferences, [profileId, purpose, channel, messageId])}${inLanguage(locale)}`;
}

/**
 * The address for `List-Unsubscribe` and for the link in the text: a POST with `List-Unsubscribe=One-Click` withdraws at once (RFC 8058),
 * opened in a browser it asks first. The message goes into the evidence.
 */
export function unsubscribeUrl({ profileId, purpose, channel, messageId = '', locale }: UnsubscribeLink): string {
  return `${appUrl()}/unsubscribe/${write(USE.unsubscribe, [profileId, purpose, channel, messageId])}${inLanguage(locale)}`;
}

/** @returns undefined when we did not make this token. */
export function readPreferenceToken(token: string): Required<Omit<PreferenceLink, 'locale'>> | undefined {
  const [profileId = '', purpose = '', channel = '', messageId = ''] = read(USE.preferences, token) ?? [];
  return isUuid(profileId) ? { profileId, purpose, channel, messageId } : undefined;
}

/** @returns undefined when we did not make this token. */
export function readUnsubscribeToken(token: string): Required<Omit<UnsubscribeLink, 'locale'>> | undefined {
  const [profileId = '', purpose = '', channel = '', messageId = ''] = read(USE.unsubscribe, token) ?? [];
  return isUuid(profileId) ? { profileId, purpose, channel, messageId } : undefined;
}

/** The page speaks this language; without one, the browser's. */
const inLanguage = (locale: string | undefined): string => (locale && isLocale(locale) ? `?lang=${locale}` : '');

function write(use: string, words: readonly string[]): string {
  if (!words.every((word) => WORD.test(word))) throw new Error('A link holds words of letters, digits, - and _ only');
  return writeToken(use, words.join('.'));
}

const read = (use: string, token: string): string[] | undefined => readToken(use, token)?.split('.');
