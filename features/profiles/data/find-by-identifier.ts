import { sql } from '@/db/client';
import { normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { AppError } from '@/lib/errors';
import { digitsOf } from '../core/search-text';
import { phoneCountry } from './phone-country';

/**
 * The profiles that one identifier, given as `type:value` in any spelling, belongs to: one, or none. A phone number without
 * its country is taken as the one stored number that ends so, if there is just one.
 * @throws AppError invalid_input when the text is not `type:value`.
 */
export async function findByIdentifier(text: string): Promise<string[]> {
  const colon = text.indexOf(':');
  const type = colon > 0 ? normaliseType(text.slice(0, colon)) : undefined;
  const raw = text.slice(colon + 1).trim();
  if (!type || raw === '') {
    throw new AppError('invalid_input', 'identifier: Give it as type:value, for example email:ann@example.com.', {
      key: 'profile.identifierForm',
      fields: [{ path: 'identifier', message: 'Give it as type:value, for example email:ann@example.com.', key: 'profile.identifierForm' }],
    });
  }
  const identifier = normaliseIdentifier(type, raw, type === 'phone' ? await phoneCountry(sql()) : undefined);
  if (identifier) {
    const rows = await sql()<{ id: string }[]>`
      select profile_id as id from identifiers where value = ${identifier.value} and type = ${type}`;
    return rows.map((row) => row.id);
  }
  return type === 'phone' ? findByNationalNumber(raw) : [];
}

async function findByNationalNumber(raw: string): Promise<string[]> {
  const digits = digitsOf(raw).replace(/^0+/, '');
  if (digits.length < 6) return [];
  const rows = await sql()<{ id: string }[]>`
    select distinct i.profile_id as id from profile_search s join identifiers i on i.profile_id = s.profile_id
    where s.text like ${`%${digits}%`} and i.type = 'phone' and i.value like ${`%${digits}`} limit 2`;
  return rows.length === 1 ? rows.map((row) => row.id) : [];
}
