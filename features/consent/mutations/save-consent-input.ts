import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { consentStatesOf } from '../data/profile-consents';
import type { ConsentInput, ConsentStateView } from '../schema';
import { profileOfIdentifier } from './ensure-person';
import { saveConsents } from './record-consents';

/**
 * Records one statement as the API takes it. When this has returned, it is effective.
 * @returns the profile it was recorded about (the survivor of a merged id) and the state that is now in force.
 * @throws AppError not_found, invalid_input
 */
export async function saveConsentInput(scope: Scope, input: ConsentInput): Promise<{ profileId: string; consent: ConsentStateView }> {
  const given = input.profileId ?? (await profileOfIdentifier(input.identifier ?? '', input.createProfile));
  const { purpose, channel, state } = input;
  await saveConsents(scope, [
    {
      profileId: given,
      purpose,
      channel,
      state,
      method: 'api',
      ...(input.occurredAt ? { occurredAt: input.occurredAt } : {}),
      expiresAt: input.expiresAt ?? null,
      textVersion: input.textVersion ?? null,
      evidence: input.evidence ?? {},
    },
  ]);
  const [alias] = await sql()<{ id: string }[]>`select profile_id as id from profile_aliases where old_id = ${given}`;
  const profileId = alias?.id ?? given;
  const consent = (await consentStatesOf(sql(), profileId)).find((c) => c.purpose === purpose && c.channel === channel);
  if (!consent) throw new Error('A recorded consent has no state');
  return { profileId, consent };
}
