import { audienceFields, audienceIdentifiers, audienceTraits, cells, hashed } from '@/plugins/kit/audience-fields';
import { fileSettings } from '@/plugins/kit/file-settings';
import type { DestinationRow, FileDestination } from '@/plugins/kit/types';
import { normalEmail } from './normal-email';

const EACH = 3;

const name = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, '');

/** A line of Customer Match: names, addresses and numbers hashed, country and postcode plain, as Google asks. */
function line(row: DestinationRow): string[] | null {
  const fields = audienceFields(row);
  const emails = fields.emails.map((each) => hashed(normalEmail(each)));
  const phones = fields.phones.filter((each) => /^\+[1-9]\d{5,14}$/.test(each)).map(hashed);
  const hasAddress = Boolean(fields.firstName && fields.lastName && fields.country && fields.zip);
  if (emails.length + phones.length === 0 && !hasAddress) return null;
  // Google matches by address only when all four parts are there.
  const address = hasAddress
    ? [hashed(name(fields.firstName)), hashed(name(fields.lastName)), fields.country, fields.zip.toLowerCase()]
    : ['', '', '', ''];
  return [...cells(emails, EACH), ...cells(phones, EACH), ...address];
}

/**
 * Files for the upload of a Google Ads customer list: who is new in one, who has left in another.
 * Columns and normal forms: Google Ads Help, "Format your customer data file" (answers 7659867 and 7476159).
 */
export const googleCustomerMatch: FileDestination = {
  id: 'google-customer-match',
  name: 'Google Customer Match (files)',
  docs: 'docs/destinations.md#google-customer-match',
  transport: 'files',
  settings: fileSettings,
  suggests: { identifiers: audienceIdentifiers, traits: audienceTraits },
  header: [
    ...Array.from({ length: EACH }, () => 'Email'),
    ...Array.from({ length: EACH }, () => 'Phone'),
    ...['First Name', 'Last Name', 'Country', 'Zip'],
  ],
  line,
  erase: { supported: true },
};
