import type { TokenKind } from '../types';

const pages: Record<TokenKind, string> = { invite: '/accept-invite', reset: '/reset-password' };

/** The link that carries a token. It stands behind `#`, which browsers send to no server: it enters no log and no `Referer`. */
export const tokenLink = (appUrl: string, kind: TokenKind, token: string): string => `${appUrl}${pages[kind]}#${token}`;
