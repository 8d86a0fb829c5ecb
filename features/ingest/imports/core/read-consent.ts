import { convertValue } from './convert-value';

const YES = new Set(['granted', 'given', 'opt-in', 'opt_in', 'opted in', 'optin', 'subscribed', 'erteilt', 'accordé', 'رضایت', 'دارد']);
const NO = new Set([
  'denied',
  'refused',
  'withdrawn',
  'revoked',
  'opt-out',
  'opt_out',
  'opted out',
  'optout',
  'unsubscribed',
  'widerrufen',
  'ندارد',
]);

/** A cell as yes or no; anything else is handed on as it is, to be counted as what could not be read, which is a no. */
export function readConsent(cell: string): boolean | string {
  const word = cell.trim().toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  const read = convertValue(cell, 'boolean', undefined);
  return read.ok && typeof read.value === 'boolean' ? read.value : cell.slice(0, 40);
}
