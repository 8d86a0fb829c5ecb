import { decode } from 'next-auth/jwt';
import { appUrl, requiredSecret } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { ADDRESS_HEADER } from './constants';
import { readBearer } from './core/bearer';
import { isSameOrigin } from './core/origin';
import { mintScope } from './core/scope';
import { readCookie, sessionCookieName } from './core/session-cookie';
import { findApiKeyActor, findSessionActor } from './data/actors';
import type { Scope } from './types';

/** Where a call came from, for limits and the list of sessions. */
export type Caller = { address: string; userAgent: string };

/** The signed-in member of staff behind a request's cookie; undefined for anything short of a valid, living session. */
export async function authenticateSession(headers: Headers): Promise<Scope | undefined> {
  const token = readCookie(headers.get('cookie'), sessionCookieName(appUrl()));
  if (!token) return undefined;
  const sessionId = await sessionIdOf(token);
  const actor = sessionId === undefined ? undefined : await findSessionActor(sessionId);
  return actor && mintScope(actor);
}

/** The cookie holds a session id and nothing that could be out of date. */
export async function sessionIdOf(token: string): Promise<string | undefined> {
  const claims = await decode({ token, secret: requiredSecret('AUTH_SECRET') }).catch(() => null);
  return typeof claims?.sid === 'string' && isUuid(claims.sid) ? claims.sid : undefined;
}

/** @throws AppError unauthenticated when there is no key, or it is unknown or revoked. */
export async function authenticateKey(headers: Headers): Promise<Scope> {
  const key = readBearer(headers.get('authorization'));
  if (!key) throw new AppError('unauthenticated', 'Send an API key: "Authorization: Bearer KEY".', { key: 'access.sendKey' });
  const actor = await findApiKeyActor(key);
  if (!actor) throw new AppError('unauthenticated', 'This API key is unknown or was revoked.', { key: 'access.keyUnknown' });
  return mintScope(actor);
}

/** @throws AppError forbidden when a state change was not made by our own pages. */
export function requireSameOrigin(headers: Headers): void {
  if (!isSameOrigin(headers, new URL(appUrl()).origin)) {
    throw new AppError('forbidden', 'This request did not come from this installation. Check that APP_URL is the address you use.', {
      key: 'access.origin',
    });
  }
}

/** The address is what `server.ts` saw; without it all callers share one, and one limit. */
export const callerOf = (from: Headers): Caller => ({
  address: from.get(ADDRESS_HEADER) ?? 'unknown',
  userAgent: (from.get('user-agent') ?? '').slice(0, 300),
});
