import { type AnySql, sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { hashPassword, verifyPassword } from '@/lib/passwords';
import { audit } from '../audit';
import { PASSWORD_MAX, PASSWORD_MIN, type PasswordFault, passwordFault } from '../core/password-policy';
import { mintScope } from '../core/scope';
import type { Role, Scope, TokenKind } from '../types';
import { takeAttempt } from './limits';
import { revokeSessions } from './sessions';
import { redeemToken } from './tokens';

const faults: Record<PasswordFault, string> = {
  too_short: `Use at least ${PASSWORD_MIN} characters.`,
  too_long: `Use at most ${PASSWORD_MAX} characters.`,
  too_common: 'This password is among the first that are guessed. Use another, such as three unrelated words.',
  too_personal: 'Do not use the name or the address of the account.',
};

const refused = (fault: PasswordFault): AppError =>
  new AppError('invalid_input', faults[fault], {
    key: `access.password.${fault}`,
    values: { min: PASSWORD_MIN, max: PASSWORD_MAX },
    fields: [{ path: 'password', message: faults[fault] }],
  });

/** Argon2id of a new password. @throws AppError invalid_input when the policy refuses it. */
export async function hashNewPassword(password: string, own: readonly string[]): Promise<string> {
  const fault = passwordFault(password, own);
  if (fault) throw refused(fault);
  return hashPassword(password);
}

type Found = { id: string; email: string; name: string; role: Role; status: string; hash: string | null };

const findUser = async (tx: AnySql, id: string): Promise<Found | undefined> => {
  const [user] = await tx<Found[]>`
    select id, email, name, role, status, password_hash as hash from users where id = ${id} for update`;
  return user;
};

/** Sets a new password after the old one was shown, and ends every other session. @throws AppError invalid_input, rate_limited */
export async function changePassword(scope: Scope, input: { current: string; password: string }): Promise<void> {
  const { actor } = scope;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only a signed-in person has a password.', { key: 'access.noPassword' });
  if ((await takeAttempt([{ key: `password:${actor.id}`, max: 10, seconds: 900 }])) !== 'allowed') {
    throw new AppError('rate_limited', 'Too many tries. Wait a quarter of an hour.', { key: 'access.tooManyTries' });
  }
  await sql().begin(async (tx) => {
    const user = await findUser(tx, actor.id);
    if (!user || !(await verifyPassword(user.hash, input.current))) {
      const message = 'This is not your current password.';
      throw new AppError('invalid_input', message, { key: 'access.wrongPassword', fields: [{ path: 'current', message }] });
    }
    const hash = await hashNewPassword(input.password, [user.email, user.name]);
    await tx`update users set password_hash = ${hash} where id = ${user.id}`;
    await revokeSessions(tx, user.id, actor.sessionId);
    await audit(tx, scope, { action: 'password.changed', subjectType: 'user', subjectId: user.id });
  });
}

/**
 * Sets the password of whoever holds this link: an invited person becomes active, and every session ends. The link is used up only when
 * the password is accepted. @throws AppError not_found for a dead link, invalid_input for a refused password
 */
export async function setPasswordByToken(
  kind: TokenKind,
  input: { token: string; password: string; name?: string | undefined },
): Promise<{ email: string }> {
  return sql().begin(async (tx) => {
    const user = await findUser(tx, await redeemToken(tx, input.token, kind));
    if (!user || user.status === 'disabled')
      throw new AppError('not_found', 'This account may no longer sign in.', { key: 'access.accountClosed' });
    const name = input.name ?? user.name;
    const hash = await hashNewPassword(input.password, [user.email, name]);
    await tx`update users set password_hash = ${hash}, name = ${name}, status = 'active' where id = ${user.id}`;
    await revokeSessions(tx, user.id);
    const scope = mintScope({ type: 'user', id: user.id, name: name || user.email, role: user.role, sessionId: '' });
    const action = kind === 'invite' ? 'invite.accepted' : 'password.reset';
    await audit(tx, scope, { action, subjectType: 'user', subjectId: user.id });
    return { email: user.email };
  });
}
