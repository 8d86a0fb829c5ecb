import type { Scope } from '@/features/access/types';
import { searchProfiles } from './search-profiles';

/** A few people for the command palette and for pickers: a label and a line that tells them apart, both masked by role. */
export async function quickSearch(scope: Scope, text: string, limit: number): Promise<{ id: string; label: string; detail?: string }[]> {
  if (scope.personalData === 'none') return [];
  const { data } = await searchProfiles(scope, text, limit);
  return data.map((hit) => {
    const known = [hit.name, hit.email, hit.phone, hit.userId].filter((value) => value !== null);
    const [label = hit.id, detail] = known;
    return { id: hit.id, label, ...(detail ? { detail } : {}) };
  });
}
