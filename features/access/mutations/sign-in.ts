import { sql } from '@/db/client';
import { verifyPassword } from '@/lib/passwords';
import { audit } from '../audit';
import type { Caller } from '../authenticate';
import { SESSION_DAYS } from '../constants';
import { emailAddress } from '../core/email-address';
import { PASSWORD_MAX } from '../core/password-policy';
import { anonymousScope, mintScope } from '../core/scope';
import type { Role } from '../types';
import { giveBackAttempt, isRemembered, type Limit, remember, takeAttempt } from './limits';

const QUARTER = 15 * 60;
const KNOWN_DAYS = 90;

export type SignInAnswer = { ok: true; sessionId: string; userId: string } | { ok: false; reason: 'invalid' | 'limited' };

type Found = { id: string; name: string; email: string; role: Role; hash: string | null };

/**
 * Checks address and password and opens a session. Unknown, invited and disabled people cost the same time and get the same answer
 * as a wrong password.
 *
 * Limits: 10 tries in 15 minutes for an account from one address, 60 for an address over all accounts, and 100 for an account over all
 * addresses. The last does not hold for an address from which that person signed in before, so nobody can lock somebody else out.
 */
export async function signIn(credentials: { email: string; password: string }, caller: Caller): Promise<SignInAnswer> {
  const email = emailAddress.safeParse(credentials.email).data ?? '';
  const password = credentials.password.slice(0, PASSWORD_MAX * 4);
  const known = `known:${email}|${caller.address}`;
  const pair: Limit = { key: `sign-in:pair:${email}|${caller.address}`, max: 10, seconds: QUARTER };
  const address: Limit = { key: `sign-in:address:${caller.address}`, max: 60, seconds: QUARTER };
  const account: Limit = { key: `sign-in:account:${email}`, max: 100, seconds: QUARTER };
  const limits = (await isRemembered(known)) ? [pair, address] : [pair, address, account];
  const attempt = await takeAttempt(limits);
  if (attempt !== 'allowed') {
    if (attempt === 'first_over') await refused('limited', undefined);
    return { ok: false, reason: 'limited' };
  }
  const [user] = await sql()<Found[]>`
    select id, name, email, role, password_hash as hash from users where email = ${email} and status = 'active'`;
  if (!(await verifyPassword(user?.hash, password)) || !user) {
    await refused('invalid', user?.id);
    return { ok: false, reason: 'invalid' };
  }
  await giveBackAttempt([address, account], [pair]);
  await remember(known, KNOWN_DAYS);
  return { ok: true, userId: user.id, sessionId: await openSession(user, caller) };
}

async function openSession(user: Found, caller: Caller): Promise<string> {
  return sql().begin(async (tx) => {
    const [session] = await tx<{ id: string }[]>`
      insert into sessions (user_id, user_agent, expires_at)
      values (${user.id}, ${caller.userAgent}, now() + make_interval(days => ${SESSION_DAYS})) returning id`;
    const sessionId = session?.id ?? '';
    await tx`update users set last_seen_at = now() where id = ${user.id}`;
    const scope = mintScope({ type: 'user', id: user.id, name: user.name || user.email, role: user.role, sessionId });
    await audit(tx, scope, { action: 'session.opened', subjectType: 'user', subjectId: user.id });
    return sessionId;
  });
}

async function refused(reason: string, userId: string | undefined): Promise<void> {
  await audit(sql(), anonymousScope(), {
    action: 'session.refused',
    ...(userId ? { subjectType: 'user', subjectId: userId } : {}),
    details: { reason },
  });
}
