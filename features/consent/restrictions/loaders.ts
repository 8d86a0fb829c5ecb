import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { type RestrictionEntry, readRestrictions } from './data';

export type StandingView = {
  restrictedAt: string | null;
  objectedAt: string | null;
  history: (Omit<RestrictionEntry, 'at'> & { at: string })[];
  can: { restrict: boolean; object: boolean };
};

/** Whether a person is restricted or objects, how that came about, and what the reader may do about it. */
export async function loadStanding(profileId: string): Promise<StandingView> {
  const scope = await requireScope('consents:read');
  const { restrictedAt, objectedAt, history } = await readRestrictions(sql(), profileId);
  return {
    restrictedAt: restrictedAt?.toISOString() ?? null,
    objectedAt: objectedAt?.toISOString() ?? null,
    // The history of what an unmerge would bring apart repeats itself: once is enough.
    history: history
      .filter((entry, i) => history.findIndex((o) => o.kind === entry.kind && o.at.getTime() === entry.at.getTime()) === i)
      .map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    can: { restrict: scope.can('profiles:restricted'), object: scope.can('consents:write') },
  };
}
