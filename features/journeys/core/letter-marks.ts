import { appUrl } from '@/lib/env';
import { isUuid } from '@/lib/ids';
import { readToken, writeToken } from '@/lib/signed-token';
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
 * The link of a message to an address, which is part of what is signed: it leads there and nowhere else, whatever is still known of the
 * message. @returns undefined for an address that is too long
 */
export const linkUrl = (messageId: string, target: string): string | undefined =>
  target.length > LONGEST_TARGET ? undefined : `${appUrl()}/mail/link/${writeToken(USE.link, `${messageId} ${target}`)}`;

/** What a letter is marked with, of what its campaign measures. */
export const marksOf = (messageId: string, measuring: Measuring | null): Marks => ({
  picture: measuring?.opens ? openUrl(messageId) : undefined,
  link: measuring?.clicks ? (target) => linkUrl(messageId, target) : undefined,
});

export type FollowedLink = { messageId: string; target: string };

/** @returns undefined when we did not make this token. */
export function readLinkToken(token: string): FollowedLink | undefined {
  const text = readToken(USE.link, token, LONGEST_TOKEN) ?? '';
  const [messageId, target] = [text.slice(0, 36), text.slice(37)];
  return isUuid(messageId) && /^https?:\/\//.test(target) ? { messageId, target } : undefined;
}

/**
 * What is kept of an address that was followed: where it leads, without what may say who followed it. Query and fragment are cut off, as
 * is the path from the first part that holds an e-mail address.
 */
export function keptUrl(target: string): string {
  const { origin, pathname } = new URL(target);
  const parts = pathname.split('/');
  const personal = parts.findIndex((part) => /@|%40/i.test(part));
  return (origin + (personal < 0 ? parts : parts.slice(0, personal)).join('/')).slice(0, 500);
}
