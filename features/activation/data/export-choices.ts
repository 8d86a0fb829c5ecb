import { sql } from '@/db/client';
import { identifierTypes } from '@/features/identity/data/identifier-types';
import { readSuggestions } from '@/features/segments/data/suggestions';

/** What an export may be for, and what it may hold. */
export async function exportChoices() {
  const [{ purposes, channels, traits }, identifiers] = await Promise.all([readSuggestions(sql()), identifierTypes(sql())]);
  return { purposes, channels, traits: traits.map((trait) => trait.name), identifiers };
}
