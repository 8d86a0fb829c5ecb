import type { Scope } from '@/features/access/types';
import type { ProfileLine, SearchStep } from '../types';
import { listProfiles, type ProfileFilter } from './list-profiles';
import { searchProfiles } from './search-profiles';

export type ExplorerQuery = {
  q?: string | undefined;
  source?: string | undefined;
  segment?: string | undefined;
  consent?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** One page of the explorer: hits of a search, or the browse list. `more`: a search has others beyond its first hits. */
export type ExplorerPage = {
  data: (ProfileLine & { foundBy?: SearchStep })[];
  nextCursor: string | null;
  more: boolean;
  partial: boolean;
};

export const filterOf = (query: Pick<ExplorerQuery, 'source' | 'segment' | 'consent'>): ProfileFilter => {
  const [purpose, channel] = query.consent?.split('/') ?? [];
  return { sourceId: query.source, segmentId: query.segment, consent: purpose && channel ? { purpose, channel } : undefined };
};

/** What the explorer shows for its address. */
export async function explore(scope: Scope, query: ExplorerQuery): Promise<ExplorerPage> {
  if (query.q?.trim()) return { ...(await searchProfiles(scope, query.q, query.limit)), nextCursor: null };
  const page = await listProfiles(scope, { ...filterOf(query), cursor: query.cursor, limit: query.limit });
  return { ...page, more: false, partial: false };
}
