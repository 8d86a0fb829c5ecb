import { createHash } from 'node:crypto';
import type { Cluster, ClusterIdentifier } from '../types';

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
const escapeJson = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Digits of the scripts that people here write phone numbers in. */
const DIGITS = [0x30, 0x660, 0x6f0, 0xff10];
const anyDigit = (digit: string): string => `[${DIGITS.map((zero) => String.fromCodePoint(zero + Number(digit))).join('')}]`;

/** Whether a value is long enough that it is found nowhere by chance. */
export const isTelling = (value: string): boolean => value.length >= 6 && (/\D/.test(value) || value.length >= 9);

/** A text as it may have been written into other texts: composed otherwise, escaped, encoded. */
export function writtenForms(text: string): string[] {
  const cases = [text, text.toLowerCase(), text.toUpperCase()];
  const plain = new Set(cases.flatMap((one) => [one, one.normalize('NFC'), one.normalize('NFD'), one.normalize('NFKC')]));
  const forms = new Set<string>();
  for (const form of plain) {
    const bytes = Buffer.from(form);
    for (const written of [
      form,
      JSON.stringify(form).slice(1, -1),
      escapeJson(form),
      escapeJson(escapeJson(form)),
      escapeHtml(form),
      encodeURIComponent(form),
      encodeURIComponent(form).replaceAll('%20', '+'),
      encodeURIComponent(encodeURIComponent(form)),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ])
      forms.add(written);
  }
  return [...forms];
}

/** Hashes that others make of an identifier without a key: files for advertising hold them. */
function plainHashes({ type, value, display }: Omit<ClusterIdentifier, 'shared'>): string[] {
  const spelt = new Set([value, display, ...(type === 'phone' ? [value.replace(/\D/g, '')] : [])]);
  return [...spelt].flatMap((text) => ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(text).digest('hex')));
}

function pattern({ type, value, display }: ClusterIdentifier): string[] {
  const hashes = plainHashes({ type, value, display });
  if (type === 'phone') {
    // The national part in any grouping and any script, whatever stands before it.
    const digits = value.replace(/\D/g, '').slice(-9);
    const grouped = [...digits].map(anyDigit).join('[\\s().\\-/\\u00a0]{0,3}');
    return [
      `(?<!\\d)(?:\\+?[\\d\\s().\\-/]{0,10})${grouped}(?!\\d)`,
      ...[value, display].flatMap(writtenForms).map(escapeRegex),
      ...hashes,
    ];
  }
  const values = [...new Set([value, display])].filter(isTelling);
  if (values.length === 0) return [named(type, value), ...hashes];
  return [...values.flatMap(writtenForms).map(escapeRegex), ...hashes];
}

/** A short value counts only under a name that says what it is. */
function named(type: string, value: string): string {
  const name = type.split('_').map(escapeRegex).join('_?');
  return `"${name}"\\s*:\\s*"?${escapeRegex(value)}"?(?=[\\s,}\\]])`;
}

/** Finds a person in texts. */
export type Finder = { finds(text: string): boolean; replace(text: string, by: string): string };

/** Finds these identifiers in any spelling; with `names` also what the person is called, for texts that may be emptied without harm. */
export function finderOf({ identifiers, names }: Pick<Cluster, 'identifiers' | 'names'>, options: { names?: boolean } = {}): Finder {
  const sources = new Set(identifiers.filter((i) => !i.shared).flatMap(pattern));
  if (options.names) for (const name of names) for (const form of writtenForms(name)) sources.add(escapeRegex(form));
  if (sources.size === 0) return { finds: () => false, replace: (text) => text };
  const longestFirst = [...sources].sort((a, b) => b.length - a.length);
  const test = new RegExp(longestFirst.join('|'), 'iu');
  const every = new RegExp(longestFirst.join('|'), 'giu');
  return { finds: (text) => test.test(text), replace: (text, by) => text.replace(every, by) };
}
