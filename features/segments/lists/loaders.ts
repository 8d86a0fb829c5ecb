import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { identifierTypes } from '@/features/identity/data/identifier-types';
import { isUuid } from '@/lib/ids';
import { findList, findLists, listsOf, segmentsUsing } from './data/find-lists';
import { lastUpload } from './data/find-uploads';
import type { PeopleList } from './types';

type Params = Record<string, string | string[] | undefined>;

/** The lists in use, or those put aside. */
export async function loadLists(params: Params): Promise<{ lists: PeopleList[]; status: 'active' | 'archived'; mayWrite: boolean }> {
  const scope = await requireScope('segments:read');
  const status = params.status === 'archived' ? 'archived' : 'active';
  return { lists: await findLists(sql(), status), status, mayWrite: scope.can('segments:write') };
}

/** One list with what uses it, or the page "not found". */
export const loadList = cache(async (id: string) => {
  const scope = await requireScope('segments:read');
  const list = isUuid(id) ? await findList(sql(), id) : undefined;
  if (!list) notFound();
  const [using, types, upload] = await Promise.all([segmentsUsing(sql(), id), identifierTypes(sql()), lastUpload(sql(), scope, id)]);
  return { list, using, types, upload, may: { write: scope.can('segments:write'), profiles: scope.can('profiles:read') } };
});

/** The lists that a person is on, and those that they could be put on; undefined for who may not see segments. */
export async function loadListsOf(profileId: string) {
  const scope = await requireScope('profiles:read');
  if (!scope.can('segments:read')) return undefined;
  const [on, all] = await Promise.all([listsOf(sql(), profileId), findLists(sql(), 'active')]);
  return { on, all: all.map(({ id, name }) => ({ id, name })), mayWrite: scope.can('segments:write') };
}
