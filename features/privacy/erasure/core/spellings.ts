import { createHash } from 'node:crypto';
import { normalEmail } from '@/plugins/destinations/google-customer-match/normal-email';
import type { Cluster, ClusterIdentifier } from '../types';
import { NO_DIGIT_AFTER, NO_DIGIT_BEFORE, phonePattern } from './phone-pattern';

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
const escapeJson = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

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
  const spelt = new Set([
    ...[value, display],
    ...(type === 'phone' ? [value.replace(/\D/g, '')] : []),
    ...(type === 'email' ? [normalEmail(value)] : []),
  ]);
  return [...spelt].flatMap((text) => ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(text).digest('hex')));
}

function pattern({ type, value, display }: ClusterIdentifier): string[] {
  const hashes = plainHashes({ type, value, display });
  if (type === 'phone') return [...phonePatterns(value, display), ...hashes];
  const values = [...new Set([value, display])].filter(isTelling);
  if (values.length === 0) return [named(type, value), ...hashes];
  return [...asWholes([...new Set(values.flatMap(writtenForms))], type), ...hashes];
}

/** Where a letter or digit belongs to an escape (a line break in JSON, a blank in an address), it is no part of the word. */
const AFTER_ESCAPE = ['\\\\[nrtbf]', '\\\\u[0-9a-f]{4}', '%(?:25)?[0-9a-f]{2}'].map((form) => `(?<=${form})`).join('|');
const WORD = '[\\p{L}\\p{N}\\p{M}]';
const STARTS = new RegExp(`^${WORD}`, 'u');
const ENDS = new RegExp(`${WORD}$`, 'u');

/**
 * The texts as words of their own: `crm-1234` is not in `crm-12345`, nor `ann@example.com` in `jo.ann@example.com`. The edges stand once
 * before and after all texts that need them: a class of all letters is costly to compile.
 */
function asWholes(forms: readonly string[], type: string): string[] {
  const part = type === 'email' ? `(?<!${WORD}[._-])` : '';
  const before = `(?:${part}(?<!${WORD})|${AFTER_ESCAPE})`;
  const groups = new Map<string, string[]>();
  for (const form of forms) {
    const edges = `${STARTS.test(form) ? before : ''}|${ENDS.test(form) ? `(?!${WORD})` : ''}`;
    groups.set(edges, [...(groups.get(edges) ?? []), escapeRegex(form)]);
  }
  return [...groups].map(([edges, texts]) => {
    const at = edges.lastIndexOf('|');
    const longestFirst = texts.sort((x, y) => y.length - x.length).join('|');
    return `${edges.slice(0, at)}(?:${longestFirst})${edges.slice(at + 1)}`;
  });
}

/** The whole number in any grouping; what that does not find of how it was first written or is encoded, as it stands. */
function phonePatterns(value: string, display: string): string[] {
  const whole = phonePattern(value);
  const own = new RegExp(whole, 'iu');
  const others = [value, display].filter(isTelling).flatMap(writtenForms);
  const rest = others.filter((form) => !own.test(form)).map((form) => `${NO_DIGIT_BEFORE}${escapeRegex(form)}${NO_DIGIT_AFTER}`);
  return [whole, ...rest, ...(isTelling(display) ? [] : [named('phone', display)])];
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
