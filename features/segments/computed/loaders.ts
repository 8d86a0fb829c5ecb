import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { noteAccess } from '@/features/access/mutations/note-access';
import { readSuggestions, type Suggestions } from '../data/suggestions';
import { readTrait } from './data/read-trait';
import { traitDetails, traitLines, viewOf } from './data/views';
import { computedNameSchema } from './schema';
import type { TraitDetails, TraitLine, TraitView } from './types';

/** All computed traits. */
export async function loadTraits(): Promise<{ traits: TraitLine[]; mayWrite: boolean }> {
  const scope = await requireScope('segments:read');
  return { traits: await traitLines(sql()), mayWrite: scope.can('segments:write') };
}

/** One computed trait with how its values lie, or the page "not found". */
export const loadTrait = cache(async (name: string): Promise<TraitDetails & { may: { write: boolean; profiles: boolean } }> => {
  const scope = await requireScope('segments:read');
  const details = computedNameSchema.safeParse(name).success ? await traitDetails(sql(), scope.personalData, name) : undefined;
  if (!details) notFound();
  noteAccess(
    scope,
    { action: 'computed_trait.sample_viewed' },
    details.lines.map(({ profile }) => profile.id),
  );
  return { ...details, may: { write: scope.can('segments:write'), profiles: scope.can('profiles:read') } };
});

/** What the form needs for a new trait, or for one that is changed. */
export async function loadTraitForm(name?: string): Promise<{ suggestions: Suggestions; trait: TraitView | undefined }> {
  await requireScope('segments:write');
  const [suggestions, trait] = await Promise.all([readSuggestions(sql()), name === undefined ? undefined : readTrait(sql(), name)]);
  if (name !== undefined && (!trait || trait.status === 'deleting')) notFound();
  return { suggestions, trait: trait && viewOf(trait) };
}
