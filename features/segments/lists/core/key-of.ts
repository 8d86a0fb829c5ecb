import { nodeKey, normaliseIdentifier } from '@/features/identity/core/normalise';
import { isUuid } from '@/lib/ids';
import { PROFILE_ID } from '../constants';

/** The text by which a value is known, equal for two ways of writing it; undefined when it is none of the type. */
export function keyOf(as: string, value: string, country: string | undefined): string | undefined {
  if (as === PROFILE_ID) return isUuid(value) ? value.toLowerCase() : undefined;
  const identifier = normaliseIdentifier(as, value, country);
  return identifier && nodeKey(identifier.type, identifier.value);
}
