import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { previewSwitch } from '@/features/identity/data/preview-switch';
import { AppError } from '@/lib/errors';
import { maskIdentifier } from '../core/mask';
import type { LinkPreview } from '../types';
import { seenBy } from './restricted';
import { sightOf } from './reveals';

const IDENTIFIERS_SHOWN = 5;

/**
 * Which profiles there would be after a link is disabled or enabled, as this reader may see them; the profile asked about first.
 * @throws AppError not_found
 */
export async function linkPreview(
  scope: Scope,
  asked: { profileId: string; linkId: string; disabled: boolean },
): Promise<{ parts: LinkPreview[] }> {
  const seen = await seenBy(scope, [asked.profileId]);
  if (!seen.has(asked.profileId)) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  const parts = await sql().begin('isolation level repeatable read read only', (tx) => previewSwitch(tx, asked));
  if (!parts)
    throw new AppError('not_found', 'This link no longer exists: its profile was merged or split. Open the profile again.', {
      key: 'profile.linkGone',
    });
  const views = parts.map(async ({ profileId, identifiers, events }) => {
    const { personalData } = await sightOf(scope, profileId ?? asked.profileId);
    return {
      place: profileId === null ? ('new' as const) : profileId === asked.profileId ? ('here' as const) : ('other' as const),
      identifiers: identifiers
        .slice(0, IDENTIFIERS_SHOWN)
        .map(({ type, value }) => ({ type, value: maskIdentifier(type, value, personalData) })),
      more: Math.max(0, identifiers.length - IDENTIFIERS_SHOWN),
      events,
    };
  });
  const order = { here: 0, other: 1, new: 2 };
  return { parts: (await Promise.all(views)).sort((a, b) => order[a.place] - order[b.place]) };
}
