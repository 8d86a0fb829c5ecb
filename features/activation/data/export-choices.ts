import { sql } from '@/db/client';
import { identifierTypes } from '@/features/identity/data/identifier-types';
import { choosableSegments } from '@/features/segments/data/choosable-segments';
import { readSuggestions } from '@/features/segments/data/suggestions';

/** What an export may be for, and what it may hold; and how the segment stands, null when it is not in use. */
export async function exportChoices(segmentId: string) {
  const [{ purposes, channels, traits }, identifiers, [segment]] = await Promise.all([
    readSuggestions(sql()),
    identifierTypes(sql()),
    choosableSegments(sql(), segmentId),
  ]);
  return { purposes, channels, traits: traits.map((trait) => trait.name), identifiers, segment: segment ?? null };
}
