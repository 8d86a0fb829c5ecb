import { sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import type { TraitFlags } from '../core/mask';

/** The traits known to be harmless; a reader who sees everything needs none of it, and no query. */
export async function traitFlags(personalData: PersonalData): Promise<TraitFlags> {
  if (personalData === 'full') return new Map();
  const rows = await sql()<{ name: string }[]>`select name from trait_definitions where not personal`;
  return new Map(rows.map(({ name }) => [name, { personal: false }]));
}
