import { sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { verifyPassword } from '@/lib/passwords';
import { audit } from '../audit';
import { CONFIRMED_MINUTES } from '../constants';
import type { Scope } from '../types';
import { giveBackAttempt, type Limit, takeAttempt } from './limits';

/**
 * For steps that hand out or destroy people's data: passes only when this person typed their password in this browser in the last quarter
 * of an hour, by signing in or by `confirmPassword`. Command lines, keys and jobs have no password and never pass.
 * @throws AppError forbidden with the key `access.confirmPassword`, on which `useConfirmedAction` asks for it
 */
export async function requireRecentPassword(scope: Scope): Promise<void> {
  const { actor } = scope;
  const [recent] =
    actor.type === 'user' && actor.sessionId !== ''
      ? await sql()`
          select 1 from sessions where id = ${actor.sessionId} and user_id = ${actor.id} and revoked_at is null
            and confirmed_at > now() - make_interval(mins => ${CONFIRMED_MINUTES})`
      : [];
  if (!recent) throw new AppError('forbidden', 'Confirm your password first.', { key: 'access.confirmPassword' });
}

/** Notes that the person at this browser knows the password. @throws AppError invalid_input, rate_limited */
export async function confirmPassword(scope: Scope, password: string): Promise<void> {
  const { actor } = scope;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only a signed-in person has a password.', { key: 'access.noPassword' });
  const limit: Limit = { key: `password:${actor.id}`, max: 10, seconds: 900 };
  if ((await takeAttempt([limit])) !== 'allowed')
    throw new AppError('rate_limited', 'Too many tries. Wait a quarter of an hour.', { key: 'access.tooManyTries' });
  const [user] = await sql()<
    { hash: string | null }[]
  >`select password_hash as hash from users where id = ${actor.id} and status = 'active'`;
  if (!(await verifyPassword(user?.hash, password))) {
    const message = 'This is not your current password.';
    throw new AppError('invalid_input', message, { key: 'access.wrongPassword', fields: [{ path: 'password', message }] });
  }
  await giveBackAttempt([], [limit]);
  await sql().begin(async (tx) => {
    await tx`update sessions set confirmed_at = now() where id = ${actor.sessionId} and user_id = ${actor.id}`;
    await audit(tx, scope, { action: 'password.confirmed', subjectType: 'user', subjectId: actor.id });
  });
}
