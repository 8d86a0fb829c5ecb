import { sql } from '@/db/client';
import { readSuggestions } from '@/features/segments/data/suggestions';

/** What an export may be for, and what it may hold. */
export async function exportChoices() {
  const { purposes, channels, traits } = await readSuggestions(sql());
  return { purposes, channels, traits: traits.map((trait) => trait.name), identifiers: ['email', 'phone', 'user_id', 'anonymous_id'] };
}
