import { normaliseIdentifier } from '@/features/identity/core/normalise';
import type { GivenIdentifier } from '../types';

/** Types that an identifier without a type may be of. */
const anyType = ['email', 'phone', 'user_id'] as const;

/** Whether an identifier as given is this stored one, in any spelling that can be told from the text alone. */
export function sameIdentifier(given: GivenIdentifier, own: { type: string; value: string }): boolean {
  const types = given.type === '' ? [...anyType, own.type] : [given.type];
  return (
    types.some((type) => type === own.type && normaliseIdentifier(type, given.value)?.value === own.value) ||
    given.value.trim() === own.value
  );
}
