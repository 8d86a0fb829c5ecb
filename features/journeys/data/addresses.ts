import type { AnySql } from '@/db/client';
import { addressHash } from './audience';

/** The e-mail addresses that are known of a person now, by the keyed hash that letters and blocks keep of them. */
export async function addressesOf(tx: AnySql, profileId: string): Promise<Map<string, string>> {
  const known = await tx<{ address: string }[]>`
    select value as address from identifiers where profile_id = ${profileId} and type = 'email'
    union select lower(traits->>'email') from profiles where id = ${profileId} and traits->>'email' like '%@%'`;
  return new Map(known.map(({ address }) => [addressHash(address.trim()), address]));
}
