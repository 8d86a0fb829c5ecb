import { audienceFields, audienceIdentifiers, audienceTraits, cells, hashed } from '@/plugins/kit/audience-fields';
import { fileSettings } from '@/plugins/kit/file-settings';
import type { DestinationRow, FileDestination } from '@/plugins/kit/types';

const EACH = 3;

/** Letters and digits of any script in lower case: Meta takes names and places without punctuation. */
const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} ]/gu, '')
    .trim();
const withoutSpaces = (text: string): string => plainText(text).replaceAll(' ', '');

/** Digits only, country code first, no leading zero. */
const phone = (e164: string): string => e164.replace(/\D/g, '').replace(/^0+/, '');

const zip = (text: string, country: string): string => {
  const normal = text.toLowerCase().replace(/[\s-]/g, '');
  return country === 'us' ? normal.slice(0, 5) : normal;
};

/** A line of Meta's customer list; every value hashed but advertising ids, as Meta asks. */
function line(row: DestinationRow): string[] | null {
  const fields = audienceFields(row);
  const emails = fields.emails.map((email) => hashed(email.trim().toLowerCase()));
  const phones = fields.phones.map((number) => hashed(phone(number)));
  if (emails.length + phones.length + fields.deviceIds.length === 0) return null;
  return [
    ...cells(emails, EACH),
    ...cells(phones, EACH),
    (fields.deviceIds[0] ?? '').toLowerCase(),
    hashed(plainText(fields.firstName)),
    hashed(plainText(fields.lastName)),
    hashed(zip(fields.zip, fields.country)),
    hashed(withoutSpaces(fields.city)),
    hashed(withoutSpaces(fields.state)),
    hashed(fields.country),
    hashed(fields.birthday),
    hashed(fields.gender),
  ];
}

/**
 * Files for the upload of a Meta custom audience: who is new in one, who has left in another.
 * Columns and normal forms: Meta Business Help Centre, "How to format a customer list when creating a custom audience".
 */
export const metaAudience: FileDestination = {
  id: 'meta-audience',
  name: 'Meta custom audience (files)',
  docs: 'docs/destinations.md#meta-custom-audiences',
  transport: 'files',
  settings: fileSettings,
  suggests: { identifiers: audienceIdentifiers, traits: audienceTraits },
  header: [
    ...Array.from({ length: EACH }, () => 'email'),
    ...Array.from({ length: EACH }, () => 'phone'),
    ...['madid', 'fn', 'ln', 'zip', 'ct', 'st', 'country', 'dob', 'gen'],
  ],
  line,
  erase: { supported: true },
};
