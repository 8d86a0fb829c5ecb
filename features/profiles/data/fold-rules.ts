import type { AnySql } from '@/db/client';
import type { FoldRules, Survivorship } from '../core/fold';

/** How golden values are chosen at present. */
export async function loadFoldRules(tx: AnySql): Promise<FoldRules> {
  const [row] = await tx<{ traits: Record<string, Survivorship>; sources: Record<string, { priority: number; kind: string }> }[]>`
    select
      coalesce((select jsonb_object_agg(name, survivorship) from trait_definitions where survivorship <> 'latest'), '{}') as traits,
      coalesce((select jsonb_object_agg(id, jsonb_build_object('priority', priority, 'kind', kind)) from sources), '{}') as sources`;
  const { traits = {}, sources = {} } = row ?? {};
  return {
    survivorship: (trait) => (Object.hasOwn(traits, trait) ? (traits[trait] ?? 'latest') : 'latest'),
    priority: (sourceId) => sources[sourceId]?.priority ?? 0,
    isStaff: (sourceId) => sources[sourceId]?.kind === 'system',
  };
}
