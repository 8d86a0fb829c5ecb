import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { appUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { listSources, type SourceRow } from './data/list-sources';
import { readSource, readWriteKey, type Source } from './data/read-source';
import { type SourceStats, type StatsRange, sourceStats } from './data/source-stats';

/** `now`: the moment of the figures, in milliseconds. */
export async function loadSources(): Promise<{ sources: SourceRow[]; mayWrite: boolean; now: number }> {
  const scope = await requireScope('sources:read');
  return { sources: await listSources(sql()), mayWrite: scope.can('sources:write'), now: Date.now() };
}

/** One source, or the page "not found". */
export const loadSource = cache(async (id: string): Promise<{ source: Source; mayWrite: boolean }> => {
  const scope = await requireScope('sources:read');
  if (!isUuid(id)) notFound();
  try {
    return { source: await readSource(sql(), id), mayWrite: scope.can('sources:write') };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});

export async function loadSourceStats(id: string, range: StatsRange): Promise<SourceStats> {
  await requireScope('sources:read');
  return sourceStats(sql(), id, range);
}

/** Address and write key for the set-up page. The key is shown to those who may change sources only. */
export async function loadSetup(id: string): Promise<{ appUrl: string; writeKey: string | null }> {
  const scope = await requireScope('sources:read');
  return { appUrl: appUrl(), writeKey: scope.can('sources:write') ? await readWriteKey(sql(), id) : null };
}
