import { type AnySql, sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { REVEAL_MINUTES } from '../constants';

/** Lets this member of staff see the profile unmasked for a quarter of an hour. @returns the moment it ends. */
export async function revealProfile(scope: Scope, profileId: string, reason: string): Promise<{ until: string }> {
  const userId = userOf(scope);
  return sql().begin(async (tx) => {
    await requireProfile(tx, profileId);
    const [row] = await tx<{ expires_at: Date }[]>`
      insert into reveals (user_id, profile_id, reason, expires_at)
      values (${userId}, ${profileId}, ${reason}, now() + make_interval(mins => ${REVEAL_MINUTES})) returning expires_at`;
    const until = row?.expires_at.toISOString() ?? '';
    await audit(tx, scope, { action: 'profile.revealed', subjectType: 'profile', subjectId: profileId, reason, details: { until } });
    return { until };
  });
}

/** Ends this member's reveals of the profile now. */
export async function hideProfile(scope: Scope, profileId: string): Promise<void> {
  const userId = userOf(scope);
  await sql().begin(async (tx) => {
    const ended = await tx`
      update reveals set expires_at = now() where user_id = ${userId} and profile_id = ${profileId} and expires_at > now() returning id`;
    if (ended.length > 0) await audit(tx, scope, { action: 'profile.hidden', subjectType: 'profile', subjectId: profileId });
  });
}

/** @throws AppError not_found */
export async function requireProfile(tx: AnySql, profileId: string): Promise<void> {
  const found = await tx`select 1 from profiles where id = ${profileId}`;
  if (found.length === 0)
    throw new AppError('not_found', 'This profile no longer exists: it was merged or erased. Search for it again.', {
      key: 'profile.gone',
    });
}

function userOf(scope: Scope): string {
  if (scope.actor.type !== 'user')
    throw new AppError('forbidden', 'Only members of staff reveal profiles.', { key: 'profile.staffReveal' });
  return scope.actor.id;
}
