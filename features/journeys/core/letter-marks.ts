import { appUrl } from '@/lib/env';
import { isUuid } from '@/lib/ids';
import { readSealed, readToken, writeSealed, writeToken } from '@/lib/signed-token';
import type { Measuring } from '../types';
import type { Marks } from './measured-html';

const USE = { link: 'letter-link', open: 'letter-open' } as const;

/** Programs cut longer addresses off: a link that would come out longer stays as it is. */
const LONGEST_TARGET = 1_500;
const LONGEST_TOKEN = 4_000;

/** The picture that is loaded when a letter is opened. Names the message and nobody. */
export const openUrl = (messageId: string): string => `${appUrl()}/mail/open/${writeToken(USE.open, messageId)}`;

/** @returns the message, or undefined when we did not make this token. */
export function readOpenToken(token: string): string | undefined {
  const messageId = readToken(USE.open, token);
  return messageId !== undefined && isUuid(messageId) ? messageId : undefined;
}

/**
 * The link of a message to an address, which is sealed in it: it leads there and nowhere else, whatever is still known of the message, and who
 * sees it on its way, in a log or by checking links, does not read the address. @returns undefined for an address that is too long
 */
export const linkUrl = (messageId: string, target: string): string | undefined =>
  target.length > LONGEST_TARGET ? undefined : `${appUrl()}/mail/link/${writeSealed(USE.link, `${messageId} ${target}`)}`;

/** What a letter is marked with, of what its campaign measures. */
export const marksOf = (messageId: string, measuring: Measuring | null): Marks => ({
  picture: measuring?.opens ? openUrl(messageId) : undefined,
  link: measuring?.clicks ? (target) => linkUrl(messageId, target) : undefined,
});

export type FollowedLink = { messageId: string; target: string };

/** @returns undefined when we did not make this token. */
export function readLinkToken(token: string): FollowedLink | undefined {
  // The first letters had links that were signed only: these lead on, too.
  const text = (token.includes('.') ? readToken : readSealed)(USE.link, token, LONGEST_TOKEN) ?? '';
  const [messageId, target] = [text.slice(0, 36), text.slice(37)];
  return isUuid(messageId) && /^https?:\/\//.test(target) ? { messageId, target } : undefined;
}
