import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { builtInTraits } from '../../constants';

export type ComparedTrait = { name: string; type: string; builtIn: boolean };

/** Texts that differ from person to person: they say nothing of a group. */
const NEVER = new Set(['name', 'email', 'phone', 'user_id', 'first_name', 'last_name']);
const COMPARABLE = ['string', 'number', 'boolean', 'date', 'array'];
const MOST_TRAITS = 500;

/** The traits by which a group can be divided before this reader: none that are personal for who does not see personal data. */
export async function comparedTraits(tx: AnySql, personalData: PersonalData): Promise<ComparedTrait[]> {
  const builtIn = Object.entries(builtInTraits).map(([name, type]) => ({ name, type, builtIn: true }));
  const own = new Set(builtIn.map(({ name }) => name));
  const rows = await tx<{ name: string; type: string }[]>`
    select name, type from trait_definitions
    where type = any(${COMPARABLE}) and (${personalData === 'full'} or not personal) order by name limit ${MOST_TRAITS}`;
  const golden = rows.filter(({ name }) => !own.has(name)).map((row) => ({ ...row, builtIn: false }));
  return [...golden, ...builtIn].filter(({ name }) => !NEVER.has(name));
}
