import { sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { audit } from '../audit';
import type { Caller } from '../authenticate';
import { anonymousScope } from '../core/scope';
import { takeAttempt } from './limits';
import { issueToken } from './tokens';

/** Counts the wish for a reset link. @throws AppError rate_limited, alike for known and unknown addresses */
export async function countResetRequest(email: string, caller: Caller): Promise<void> {
  const attempt = await takeAttempt([
    { key: `reset:pair:${email}|${caller.address}`, max: 5, seconds: 3600 },
    { key: `reset:address:${caller.address}`, max: 30, seconds: 3600 },
    { key: `reset:account:${email}`, max: 20, seconds: 3600 },
  ]);
  if (attempt !== 'allowed')
    throw new AppError('rate_limited', 'Too many requests. Wait an hour, or ask an owner for a link.', { key: 'access.tooManyRequests' });
}

/** A reset link's token for an active account with this address; undefined for everybody else. */
export async function requestReset(email: string): Promise<{ token: string; locale: string } | undefined> {
  return sql().begin(async (tx) => {
    const [user] = await tx<{ id: string; locale: string }[]>`select id, locale from users where email = ${email} and status = 'active'`;
    if (!user) return undefined;
    await audit(tx, anonymousScope(), { action: 'password.reset_requested', subjectType: 'user', subjectId: user.id });
    return { token: await issueToken(tx, user.id, 'reset'), locale: user.locale };
  });
}
