import { sql } from '@/db/client';
import type { PersonalData, Scope } from '@/features/access/types';

/** How much of one person this reader may see now; `until` is set while a reveal of theirs lasts. */
export type Sight = { personalData: PersonalData; until: string | null };

/**
 * The reader's own measure, or everything while they have revealed this profile.
 * A role that lost the right to reveal loses its open reveals with it.
 */
export async function sightOf(scope: Scope, profileId: string): Promise<Sight> {
  if (scope.personalData === 'full' || scope.actor.type !== 'user' || !scope.can('profiles:reveal')) {
    return { personalData: scope.personalData, until: null };
  }
  const [open] = await sql()<{ expires_at: Date }[]>`
    select expires_at from reveals where user_id = ${scope.actor.id} and profile_id = ${profileId} and expires_at > now()
    order by expires_at desc limit 1`;
  return open ? { personalData: 'full', until: open.expires_at.toISOString() } : { personalData: scope.personalData, until: null };
}
