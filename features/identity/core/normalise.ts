import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { foldDigits } from '@/lib/digits';
import { BLOCKED_EMAILS, BLOCKED_VALUES, EXTERNAL_ID_PRIORITY, MAX_IDENTIFIER_LENGTH, TYPE_PRIORITY } from '../constants';
import type { Identifier, NodeKey } from '../types';

const ZEROES = /^[0-]*$/;
const ONE_DIGIT = /^(\d)\1*$/;
const INVISIBLE = /\p{Cf}|\p{Cc}/gu;
const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/;

/** The key of an identifier in maps, record keys and hashes. */
export const nodeKey = (type: string, value: string): NodeKey => `${type}:${value}`;

/** Splits a node key again; the type never contains a colon. */
export function fromNodeKey(key: NodeKey): { type: string; value: string } {
  const at = key.indexOf(':');
  return { type: key.slice(0, at), value: key.slice(at + 1) };
}

/** Lower is stronger. */
export const priorityOf = (type: string): number => TYPE_PRIORITY[type] ?? EXTERNAL_ID_PRIORITY;

/** Whether a value is a placeholder that many people share. */
export function isBlocked(value: string): boolean {
  const plain = value.trim().toLowerCase();
  return ZEROES.test(plain) || BLOCKED_VALUES.has(plain) || BLOCKED_EMAILS.has(plain);
}

/** NFKC, trimmed, lower-cased; no provider rules (dots and plus tags stay). Undefined when it is no address. */
export function normaliseEmail(raw: string): string | undefined {
  const value = raw
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  return EMAIL.test(value) ? value : undefined;
}

/**
 * E.164 of a phone number written in any way and any script.
 * @param country the country of numbers without an international prefix; without it only international numbers are read.
 */
export function normalisePhone(raw: string, country?: string): string | undefined {
  const text = foldDigits(raw.normalize('NFKC').replace(INVISIBLE, '')).trim().replace(/^tel:/i, '');
  const digits = text.replace(/\D/g, '');
  if (digits.length < 5 || digits.length > 20 || ONE_DIGIT.test(digits)) return undefined;
  const spelt = text.startsWith('00') ? `+${text.slice(2)}` : text;
  const parsed = parsePhoneNumberFromString(spelt, country ? { defaultCountry: country as CountryCode } : undefined);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** Custom types are lower-case words; the built-in ones cannot be claimed through `externalIds` under another spelling. */
export function normaliseType(raw: string): string | undefined {
  const type = raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
  if (type === 'userid') return 'user_id';
  if (type === 'anonymousid') return 'anonymous_id';
  if (type === 'shared_anonymous_id') return undefined;
  return /^[\p{L}][\p{L}\p{N}_]{0,63}$/u.test(type) ? type : undefined;
}

/**
 * The identifier to promote, or undefined when the value is empty, a placeholder, malformed or too long. The event keeps
 * the value in every case. `user_id` and custom ids are trimmed and keep their case: two cases may be two people.
 */
export function normaliseIdentifier(type: string, raw: unknown, country?: string): Identifier | undefined {
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const display = String(raw).trim();
  if (display === '' || display.length > MAX_IDENTIFIER_LENGTH || isBlocked(display)) return undefined;
  const value = canonical(type, display, country);
  if (!value || value.length > MAX_IDENTIFIER_LENGTH || value.includes('\u0000') || isBlocked(value)) return undefined;
  return { type, value, display };
}

function canonical(type: string, display: string, country?: string): string | undefined {
  if (type === 'email') return normaliseEmail(display);
  if (type === 'phone') return normalisePhone(display, country);
  return display.normalize('NFC').trim();
}
