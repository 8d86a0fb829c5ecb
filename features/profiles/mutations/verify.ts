import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { takeAttempt } from '@/features/access/mutations/limits';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { VERIFY_TRIES, VERIFY_TRIES_A_PROFILE, VERIFY_WINDOW_SECONDS } from '../constants';
import { matches, type VerifyField } from '../core/verify';
import { readProfiles } from '../data/read-profiles';

/**
 * Says whether what a caller states is what is stored, and nothing else. Each try is counted before it is answered, and audited
 * with the field and the answer, never with what was said.
 * @throws AppError rate_limited, not_found
 */
export async function verifyProfile(
  scope: Scope,
  asked: { profileId: string; field: VerifyField; said: string },
): Promise<{ match: boolean }> {
  const { actor } = scope;
  if (actor.type !== 'user') throw new AppError('forbidden', 'Only members of staff verify callers.', { key: 'profile.staffVerify' });
  const seconds = VERIFY_WINDOW_SECONDS;
  const taken = await takeAttempt([
    { key: `verify:${actor.id}:${asked.profileId}`, max: VERIFY_TRIES_A_PROFILE, seconds },
    { key: `verify:${actor.id}`, max: VERIFY_TRIES, seconds },
  ]);
  const subject = { subjectType: 'profile', subjectId: asked.profileId };
  if (taken !== 'allowed') {
    if (taken === 'first_over') await audit(sql(), scope, { action: 'profile.verify_limited', ...subject });
    throw new AppError('rate_limited', 'Too many tries for this profile. Wait a quarter of an hour, or ask a colleague.', {
      key: 'profile.tooManyTries',
    });
  }
  const [profile] = await readProfiles([asked.profileId]);
  if (!profile)
    throw new AppError('not_found', 'This profile no longer exists: it was merged or erased. Search for it again.', {
      key: 'profile.gone',
    });
  const numbers = await sql()<{ value: string }[]>`select value from search_keys where profile_id = ${profile.id}`;
  const match = matches(asked.field, asked.said, { ...profile, numbers: numbers.map((n) => n.value) });
  await audit(sql(), scope, { action: 'profile.verified', ...subject, details: { field: asked.field, match } });
  return { match };
}
