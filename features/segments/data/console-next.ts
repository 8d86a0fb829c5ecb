import type { Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { AppError } from '@/lib/errors';
import { hidesProperty, hidesTrait } from '../core/mask-explained';
import { type Looking, nextChange } from './next-change';
import type { Unforeseen } from './unforeseen';

/** When a person enters or leaves by the clock, as the console shows it; moments as ISO text. */
export type NextChangeView = {
  asOf: string;
  inside: boolean;
  lookedUntil: string;
  change: { at: string; to: 'in' | 'out' } | null;
  unforeseen: Unforeseen | null;
};
type Asked = { segmentId: string; profileId: string };
type Sight = { personalData: PersonalData; seesRestricted: boolean };

/**
 * The same for a reader, who must be allowed to see the person, and is told no moment that follows from a date they may not see.
 * @throws AppError not_found, conflict as `nextChange`.
 */
export async function nextChangeFor(
  db: Sql,
  { personalData, seesRestricted }: Sight,
  asked: Asked,
  looking: Omit<Looking, 'hides'>,
): Promise<NextChangeView> {
  const [profile] = await profileLines(db, [asked.profileId], personalData, seesRestricted);
  if (!profile) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  const reader = { personalData, flags: await traitFlags(personalData) };
  return nextChangeView(db, asked, {
    ...looking,
    hides: (date) => ('trait' in date ? hidesTrait(date.trait, reader) : hidesProperty(date, reader)),
  });
}

/** The same as plain data. */
export async function nextChangeView(db: Sql, asked: Asked, looking: Looking): Promise<NextChangeView> {
  const { asOf, lookedUntil, change, ...rest } = await nextChange(db, asked, looking);
  const at = change && { at: change.at.toISOString(), to: change.to };
  return { ...rest, asOf: asOf.toISOString(), lookedUntil: lookedUntil.toISOString(), change: at };
}
