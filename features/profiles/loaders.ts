import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { requireScope } from '@/features/access/gate';
import { noteAccess, noteView } from '@/features/access/mutations/note-access';
import { isUuid } from '@/lib/ids';
import { EVENTS_A_PAGE, PROFILES_A_PAGE } from './constants';
import { type ExplorerPage, explore, filterOf } from './data/explore';
import { type ExplorerOptions, explorerOptions } from './data/explorer-options';
import { type EventFacets, eventFacets, lastSourceOf, listEvents } from './data/list-events';
import { countProfiles } from './data/list-profiles';
import { isBeingRestructured, listGroups, listLinks, listMergedIds, listNotes, listSourceNames } from './data/profile-parts';
import { readProfile } from './data/read-profiles';
import { traitFlags } from './data/trait-flags';
import type { ExplorerFilter } from './queries';
import { explorerQuery } from './schema';
import type { EventView, GroupView, LinkView, NoteView, Page, ProfileView, SourceName } from './types';

type Params = Record<string, string | string[] | undefined>;

export type ExplorerData = {
  page: ExplorerPage;
  count: { count: number; more: boolean };
  options: ExplorerOptions;
  /** A reader without personal data browses, but cannot search by it. */
  canSearch: boolean;
  /** May bring the first profiles in: make a source. */
  canConnect: boolean;
};

/** The explorer for its address; parts of an address that make no sense are ignored. */
export async function loadExplorer(params: Params): Promise<ExplorerData & { asked: ExplorerFilter }> {
  const scope = await requireScope('profiles:read');
  const canSearch = scope.personalData !== 'none';
  const known = Object.entries(explorerQuery.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(params[key]);
    return parsed.success && parsed.data !== undefined && key !== 'cursor' && key !== 'limit' ? [[key, parsed.data]] : [];
  });
  const query = {
    ...(Object.fromEntries(known) as { q?: string; source?: string; segment?: string; consent?: string }),
    limit: PROFILES_A_PAGE,
  };
  if (!canSearch) delete query.q;
  const [page, count, options] = await Promise.all([explore(scope, query), countProfiles(scope, filterOf(query)), explorerOptions()]);
  noteAccess(
    scope,
    { action: 'profile.listed' },
    page.data.map(({ id }) => id),
  );
  const asked = { q: query.q?.trim() ?? '', source: query.source ?? null, segment: query.segment ?? null, consent: query.consent ?? null };
  return { page, count, options, canSearch, canConnect: scope.can('sources:write'), asked };
}

export type ProfilePageData = {
  profile: ProfileView;
  /** The worker is splitting or joining it: what the page holds is about to change. */
  isBusy: boolean;
  personalData: 'full' | 'masked' | 'none';
  revealedUntil: string | null;
  can: { edit: boolean; note: boolean; reveal: boolean; verify: boolean; audit: boolean };
  sources: SourceName[];
  /** Where the last contact was; null when unknown. */
  lastSource: string | null;
};

const find = cache(async (id: string) => {
  const scope = await requireScope('profiles:read');
  const isBusy = isUuid(id) && (await isBeingRestructured(id));
  const found = isUuid(id) ? await readProfile(scope, id) : null;
  if (!found) notFound();
  return { scope, isBusy, ...found };
});

function searchOf(query: Params): string {
  const given = Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

/** The profile's head, as this reader may see it; the address of a merged profile leads to the same part of the one it became. */
export async function loadProfile(id: string, query: Params): Promise<ProfilePageData> {
  const [{ scope, isBusy, profile, sight }, sources] = await Promise.all([find(id), listSourceNames()]);
  if (profile.id !== id.toLowerCase()) redirect(`/profiles/${profile.id}${searchOf(query)}`);
  // A browser that fetches the page ahead shows nobody anything yet.
  if (!(await headers()).has('next-router-prefetch')) await noteView(scope, profile.id);
  const lastSourceId = await lastSourceOf(profile.id);
  const masked = scope.personalData !== 'full';
  return {
    profile,
    isBusy,
    personalData: sight.personalData,
    revealedUntil: sight.until,
    can: {
      edit: scope.can('profiles:edit') && sight.personalData !== 'none',
      note: scope.can('profiles:note'),
      reveal: masked && scope.can('profiles:reveal'),
      verify: masked && scope.can('profiles:verify'),
      audit: scope.can('audit:read'),
    },
    sources,
    lastSource: sources.find((source) => source.id === lastSourceId)?.name ?? null,
  };
}

/** The name a page's title may carry. */
export async function loadProfileName(id: string): Promise<string | null> {
  return (await find(id)).profile.name;
}

/** The first page of the timeline, and what it can be filtered by. */
export async function loadTimeline(
  id: string,
  filter: { sources: string[]; names: string[] },
): Promise<{ page: Page<EventView>; facets: EventFacets }> {
  const { stored, sight } = await find(id);
  const [page, facets] = await Promise.all([
    listEvents(stored, sight.personalData, { sourceIds: filter.sources.filter(isUuid), names: filter.names, limit: EVENTS_A_PAGE }),
    eventFacets(stored.id),
  ]);
  return { page, facets };
}

export async function loadIdentity(id: string): Promise<{ links: LinkView[]; mergedIds: { id: string; at: string }[] }> {
  const { stored, sight } = await find(id);
  const [links, mergedIds] = await Promise.all([listLinks(stored.id, sight.personalData), listMergedIds(stored.id)]);
  return { links, mergedIds };
}

export async function loadGroups(id: string): Promise<GroupView[]> {
  const { stored, sight } = await find(id);
  return listGroups(stored.id, sight.personalData, await traitFlags(sight.personalData));
}

export async function loadNotes(id: string): Promise<NoteView[]> {
  const { stored, sight } = await find(id);
  return listNotes(stored.id, sight.personalData);
}
