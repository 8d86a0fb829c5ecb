import type { Sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { profileLines } from '@/features/profiles/data/profile-lines';
import { AppError } from '@/lib/errors';
import { nextChange } from './next-change';

/** When a person enters or leaves by the clock, as the console shows it; moments as ISO text. */
export type NextChangeView = { asOf: string; inside: boolean; lookedUntil: string; change: { at: string; to: 'in' | 'out' } | null };

/** The same for a reader, who must be allowed to see the person. @throws AppError not_found, conflict as `nextChange`. */
export async function nextChangeFor(
  db: Sql,
  personalData: PersonalData,
  asked: { segmentId: string; profileId: string },
  seesRestricted: boolean,
): Promise<NextChangeView> {
  const [profile] = await profileLines(db, [asked.profileId], personalData, seesRestricted);
  if (!profile) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  return nextChangeView(db, asked);
}

/** The same as plain data. */
export async function nextChangeView(db: Sql, asked: { segmentId: string; profileId: string }): Promise<NextChangeView> {
  const { asOf, lookedUntil, inside, change } = await nextChange(db, asked);
  const at = change && { at: change.at.toISOString(), to: change.to };
  return { asOf: asOf.toISOString(), inside, lookedUntil: lookedUntil.toISOString(), change: at };
}
