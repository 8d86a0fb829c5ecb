import { sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { parseSearch } from '../core/search-query';
import type { SearchHit } from '../types';
import { findProfiles } from './find-profiles';
import { profileLines } from './profile-lines';
import { seesRestricted } from './restricted';

/** `more`: there are others beyond these; `partial`: a step ran out of time. Too short a text finds nobody. */
export type SearchAnswer = { data: SearchHit[]; more: boolean; partial: boolean };

/**
 * People for one search box over name, e-mail, phone, ids and searchable event properties, masked for the reader.
 * @throws AppError forbidden for a reader without personal data: a search that answers would confirm guesses.
 */
export async function searchProfiles(scope: Scope, text: string, limit = 20): Promise<SearchAnswer> {
  if (scope.personalData === 'none')
    throw new AppError('forbidden', 'Your role sees no personal data, so it cannot search by it.', { key: 'profile.noSearch' });
  const query = parseSearch(text);
  if (!query) return { data: [], more: false, partial: false };
  const found = await findProfiles(query, limit);
  const lines = new Map(
    (
      await profileLines(
        sql(),
        found.hits.map((hit) => hit.id),
        scope.personalData,
        seesRestricted(scope),
      )
    ).map((line) => [line.id, line]),
  );
  const data = found.hits.flatMap(({ id, foundBy }) => {
    const line = lines.get(id);
    return line ? [{ ...line, foundBy }] : [];
  });
  return { data, more: found.more, partial: found.partial };
}
