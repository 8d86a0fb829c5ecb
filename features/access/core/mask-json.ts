import type { PersonalData } from '../types';

/** Keys whose values name, reach or place a person, compared without case, `_`, `-` and spaces. */
const PERSONAL =
  /^(?:user|anonymous|previous|customer|client|person|contact|member|account|device|advertising|external|push|group)?(?:id|ids|key|token)$|email|mail|phone|mobile|tel$|name|address|street|city|zip|postal|postcode|latitude|longitude|^lat$|^lng$|^lon$|birth|dob|^age$|gender|^ip$|useragent|username|login|avatar|photo|iban|card|passport|ssn|signature|referrer|url|search|path|title|message|comment|note|body|subject/;
const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const NUMBER = /\+?\d[\d\s().-]{6,}\d/;

/** Where a value is the product's or the catalogue's, not a person's: shown even to those who see nobody. */
const PLAIN = new Set(
  'type event messageid timestamp originaltimestamp receivedat sentat channel version currency sku productid productids category quantity price revenue total value discount coupon tax shipping locale timezone density width height'.split(
    ' ',
  ),
);
const PLAIN_BAGS = new Set(['library', 'app', 'os', 'screen', 'network']);
const HIDDEN = '•••';

/**
 * A raw event as this reader may see it. `full`: as it is. `masked`: values of personal keys, and texts that look like an e-mail
 * address or a phone number, keep their first letter or last two digits. `none`: only values that are known not to be personal.
 */
export function maskJson(value: unknown, personalData: PersonalData): unknown {
  if (personalData === 'full') return value;
  return mask(value, '', personalData, false);
}

function mask(value: unknown, key: string, personalData: 'masked' | 'none', plain: boolean): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => mask(item, key, personalData, plain));
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([k, v]) => {
      const name = plainKey(k);
      return [k, mask(v, name, personalData, plain || PLAIN_BAGS.has(name))];
    });
    return Object.fromEntries(entries);
  }
  const text = String(value);
  const looksPersonal = ADDRESS.test(text) || (NUMBER.test(text) && !PLAIN.has(key));
  if ((plain || PLAIN.has(key)) && !looksPersonal) return value;
  if (personalData === 'none') return HIDDEN;
  if (!looksPersonal && !PERSONAL.test(key)) return value;
  return /^[+\d\s().-]+$/.test(text) ? `${HIDDEN}${text.slice(-2)}` : `${text.slice(0, 1)}${HIDDEN}`;
}

const plainKey = (key: string): string => key.toLowerCase().replace(/[\s_-]/g, '');
