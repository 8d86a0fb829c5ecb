import { sql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { LINK_QUEUE, linkJobKey, SWITCH_LINK_JOB } from '@/features/identity/constants';
import { findLink } from '@/features/identity/data/find-link';
import { AppError } from '@/lib/errors';

type Switch = { profileId: string; linkId: string; disabled: boolean; reason: string };

/**
 * Has the worker keep a link's two ends apart, or give the link back to the rules. A later decision about the same link replaces
 * one that still waits. The audit log keeps the link's id and the reason, not the identifiers.
 * @throws AppError not_found; conflict for a link that a rule refused
 */
export async function requestLinkSwitch(scope: Scope, { profileId, linkId, disabled, reason }: Switch): Promise<void> {
  await sql().begin(async (tx) => {
    const link = await findLink(tx, linkId, [profileId]);
    if (!link)
      throw new AppError('not_found', 'This link no longer exists: its profile was merged or split. Open the profile again.', {
        key: 'profile.linkGone',
      });
    if (link.status === 'refused')
      throw new AppError('conflict', 'A rule refused this link: there is nothing to undo.', { key: 'profile.linkRefused' });
    const job = { profileId: link.profileId, linkId, disabled };
    await enqueue(tx, SWITCH_LINK_JOB, job, { key: linkJobKey(SWITCH_LINK_JOB, linkId), queue: LINK_QUEUE });
    await audit(tx, scope, {
      action: disabled ? 'profile.link_disabled' : 'profile.link_enabled',
      subjectType: 'profile',
      subjectId: link.profileId,
      reason,
      details: { linkId },
    });
  });
}
