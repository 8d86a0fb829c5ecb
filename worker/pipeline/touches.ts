import type { IdentifyResult } from '@/features/identity/types';
import { NEW } from '@/features/segments/core/units';
import type { PipelineEvent } from './types';

/** What a batch changed: events, traits (of records and computed), statements of consent, and by what people are known. */
export type Changed = {
  events: readonly PipelineEvent[];
  /** Names of traits by profile. */
  traits: readonly ReadonlyMap<string, readonly string[]>[];
  /** Dependencies `consent:<purpose>/<channel>` of anybody in the batch. */
  consents: Iterable<string>;
  /** Profiles with an identifier or a source record that they did not have. */
  known: Iterable<string>;
  found: Pick<IdentifyResult, 'restructured' | 'created' | 'gone'>;
};

/**
 * Which profiles each dependency touched. A merge or a split changes anything about the profiles concerned, and a new profile also enters
 * what asks for the absence of something; the others of the batch are only touched by what happened to them.
 */
export function touchesOf({ events, traits, consents, known, found }: Changed): Map<string, Set<string>> {
  const touches = new Map<string, Set<string>>();
  const touch = (dependency: string, profileId: string) => {
    const ids = touches.get(dependency);
    if (ids) ids.add(profileId);
    else touches.set(dependency, new Set([profileId]));
  };
  for (const ids of [found.restructured, found.gone]) for (const id of ids) touch('*', id);
  for (const id of found.created) for (const dependency of [NEW, 'identity']) touch(dependency, id);
  for (const e of events) touch(`event:${e.name}`, e.profileId);
  for (const changed of traits) for (const [id, names] of changed) for (const name of names) touch(`trait:${name}`, id);
  for (const consent of consents) for (const e of events) touch(consent, e.profileId);
  for (const id of known) touch('identity', id);
  return touches;
}
