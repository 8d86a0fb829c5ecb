import { decide } from '@/features/consent/core/may';
import { channelByKey, purposeByKey } from '@/features/consent/data/purposes';
import type { ConsentState } from '@/features/consent/types';
import type { Find } from '../find-context';
import type { ConsentCondition } from './schema';

/** The state of consent, and why it does not allow. */
export const findConsent: Find<ConsentCondition> = async ({ purpose, channel }, { tx, person, now }) => {
  const [state] = await tx<ConsentState[]>`
    select state, since, expires_at as "expiresAt" from consent_states
    where profile_id = ${person.id} and purpose = ${purpose} and channel = ${channel}`;
  const decision = decide(await purposeByKey(tx, purpose), await channelByKey(tx, channel), state, now, person.standing);
  return {
    kind: 'consent',
    state: state?.state ?? null,
    since: state?.since.toISOString() ?? null,
    expiresAt: state?.expiresAt?.toISOString() ?? null,
    reason: decision.allowed ? null : decision.reason,
  };
};
