import { type AnySql, sql } from '@/db/client';
import { AppError } from '@/lib/errors';
import { audit } from '../audit';
import type { Scope } from '../types';

/** Ends one session of the person themselves, at once. @throws AppError not_found when it is not theirs, or has ended. */
export async function revokeOwnSession(scope: Scope, sessionId: string): Promise<void> {
  const { actor } = scope;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only a signed-in person has sessions.', { key: 'access.noSessions' });
  await sql().begin(async (tx) => {
    const ended = await tx`
      update sessions set revoked_at = now() where id = ${sessionId} and user_id = ${actor.id} and revoked_at is null returning id`;
    if (!ended.length) throw new AppError('not_found', 'This session has already ended.', { key: 'access.sessionGone' });
    await audit(tx, scope, { action: 'session.revoked', subjectType: 'user', subjectId: actor.id, details: { session: sessionId } });
  });
}

/** Ends all sessions of a person, or all but one. To be called in the transaction that changes their rights or password. */
export async function revokeSessions(tx: AnySql, userId: string, except?: string): Promise<number> {
  const ended = await tx`
    update sessions set revoked_at = now()
    where user_id = ${userId} and revoked_at is null and id is distinct from ${except ?? null}::uuid returning id`;
  return ended.length;
}

/** Ends the session that a browser signs out of. Does nothing when it has ended already. */
export async function closeSession(scope: Scope): Promise<void> {
  const { actor } = scope;
  if (actor.type !== 'user') return;
  await sql().begin(async (tx) => {
    const ended = await tx`update sessions set revoked_at = now() where id = ${actor.sessionId} and revoked_at is null returning id`;
    if (ended.length) await audit(tx, scope, { action: 'session.closed', subjectType: 'user', subjectId: actor.id });
  });
}
