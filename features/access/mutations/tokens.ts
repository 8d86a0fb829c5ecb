import type { AnySql } from '@/db/client';
import { newToken, sha256 } from '@/lib/crypto';
import { AppError } from '@/lib/errors';
import type { Caller } from '../authenticate';
import type { TokenKind } from '../types';
import { takeAttempt } from './limits';

const hours: Record<TokenKind, number> = { invite: 7 * 24, reset: 1 };

/** A new single-use token for this person; older ones of the kind are void. Only its SHA-256 is kept, and it is never logged. */
export async function issueToken(tx: AnySql, userId: string, kind: TokenKind): Promise<string> {
  const token = newToken(kind);
  await tx`delete from user_tokens where user_id = ${userId} and kind = ${kind}`;
  await tx`
    insert into user_tokens (token_hash, user_id, kind, expires_at)
    values (${sha256(token)}, ${userId}, ${kind}, now() + make_interval(hours => ${hours[kind]}))`;
  return token;
}

/** Uses a token up. @returns whose it is. @throws AppError not_found when it is unknown, expired or was used. */
export async function redeemToken(tx: AnySql, token: string, kind: TokenKind): Promise<string> {
  const [row] = await tx<{ user_id: string }[]>`
    update user_tokens set used_at = now()
    where token_hash = ${sha256(token)} and kind = ${kind} and used_at is null and expires_at > now() returning user_id`;
  if (!row) throw deadToken();
  return row.user_id;
}

/** Voids what is still open for a person who was disabled. */
export async function voidTokens(tx: AnySql, userId: string): Promise<void> {
  await tx`delete from user_tokens where user_id = ${userId}`;
}

export const deadToken = (): AppError =>
  new AppError('not_found', 'This link was used already, has expired, or was replaced by a newer one.', { key: 'access.deadLink' });

/** Counts a try with a link. @throws AppError rate_limited */
export async function countTokenTry(caller: Caller): Promise<void> {
  const attempt = await takeAttempt([{ key: `token:${caller.address}`, max: 60, seconds: 900 }]);
  if (attempt !== 'allowed')
    throw new AppError('rate_limited', 'Too many tries. Wait a quarter of an hour.', { key: 'access.tooManyTries' });
}
