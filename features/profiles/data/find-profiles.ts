import type { SearchQuery } from '../core/search-query';
import type { SearchStep } from '../types';
import { exactStep, partStep, prefixStep, type Step, typoStep, withinTime } from './search-steps';

/** People found, in the order to show them. `partial`: a step took too long, so there may be more than these. */
export type Found = { hits: { id: string; foundBy: SearchStep }[]; more: boolean; partial: boolean };

const steps: { name: SearchStep; run: Step; milliseconds: number; when: (query: SearchQuery, found: number) => boolean }[] = [
  { name: 'exact', run: exactStep, milliseconds: 300, when: () => true },
  { name: 'prefix', run: prefixStep, milliseconds: 300, when: (query) => query.folded.length >= 3 },
  { name: 'part', run: partStep, milliseconds: 500, when: () => true },
  { name: 'typo', run: typoStep, milliseconds: 800, when: (query, found) => query.nameLike && found === 0 },
];

const rank: Record<SearchStep, number> = { exact: 0, part: 1, prefix: 2, typo: 3 };

/**
 * Looks for people from the surest step to the loosest, and stops as soon as there are enough, or when an address or a
 * number was met whole.
 */
export async function findProfiles(query: SearchQuery, limit: number): Promise<Found> {
  const hits = new Map<string, SearchStep>();
  let partial = false;
  // Whoever types a name means the name; whoever types digits or an address means its beginning.
  const ordered = query.identifierLike ? steps : steps.toSorted((a, b) => rank[a.name] - rank[b.name]);
  for (const step of ordered) {
    if (!step.when(query, hits.size)) continue;
    const found = await withinTime(step.run, query, limit + 1, step.milliseconds);
    if (found === null) partial = true;
    for (const id of found ?? []) if (!hits.has(id)) hits.set(id, step.name);
    if (hits.size > limit || (step.name === 'exact' && query.identifierLike && hits.size > 0)) break;
  }
  const all = [...hits].map(([id, foundBy]) => ({ id, foundBy }));
  return { hits: all.slice(0, limit), more: all.length > limit, partial };
}
