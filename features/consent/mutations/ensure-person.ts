import { type AnySql, sql } from '@/db/client';
import { nodeKey, normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { findByIdentifier } from '@/features/profiles/data/find-by-identifier';
import { phoneCountry } from '@/features/profiles/data/phone-country';
import { AppError } from '@/lib/errors';
import { hashId, newId } from '@/lib/ids';
import { findSuppressed } from '../suppression/data';

/**
 * The profile that an identifier (`type:value`, in any spelling) belongs to. An unknown one is refused, since consent about a misspelt
 * address would be lost without anybody noticing; with `create` a profile that holds nothing but the identifier is made.
 * @throws AppError not_found, or invalid_input when the text is no usable identifier.
 */
export async function profileOfIdentifier(identifier: string, create: boolean): Promise<string> {
  const [found] = await findByIdentifier(identifier);
  if (found) return found;
  if (!create) {
    throw new AppError('not_found', 'No profile has this identifier. Send an identify event first, or set createProfile.', {
      key: 'profile.unknownIdentifier',
    });
  }
  return sql().begin((tx) => createPerson(tx, identifier));
}

async function createPerson(tx: AnySql, text: string): Promise<string> {
  const colon = text.indexOf(':');
  const type = normaliseType(text.slice(0, colon));
  const identifier = type && normaliseIdentifier(type, text.slice(colon + 1), type === 'phone' ? await phoneCountry(tx) : undefined);
  if (!identifier) throw new AppError('invalid_input', 'identifier: This value cannot name a person.', { key: 'profile.badIdentifier' });
  if ((await findSuppressed(tx, [identifier])).size > 0)
    throw new AppError('not_found', 'No profile has this identifier.', { key: 'profile.noneWithIdentifier' });
  const id = newId();
  const taken = await tx<{ profileId: string; sourceId: string }[]>`
    with source as (select id from sources where kind = 'system' order by created_at limit 1)
    insert into identifiers (type, value, profile_id, display, source_id, first_seen_at, last_seen_at)
    select ${identifier.type}, ${identifier.value}, ${id}, ${identifier.display}, id, now(), now() from source
    on conflict (value, type) do update set last_seen_at = greatest(identifiers.last_seen_at, excluded.last_seen_at)
    returning profile_id as "profileId", source_id as "sourceId"`;
  const { profileId = id, sourceId } = taken[0] ?? {};
  if (profileId !== id || sourceId === undefined) return profileId;
  await tx`insert into profiles (id, first_seen_at, last_seen_at) values (${id}, now(), now())`;
  // By which a split gives them their id and what they said back.
  const key = nodeKey(identifier.type, identifier.value);
  await tx`
    insert into records (profile_id, id, source_id, key, birth_profile_id, first_seen_at, last_seen_at)
    values (${id}, ${hashId(sourceId, key)}, ${sourceId}, ${key}, ${id}, now(), now())`;
  return id;
}
