import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { locales } from './config';
import { loadMessages, type Messages } from './messages';

const flatten = (tree: Messages, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`)));

const messages = loadMessages('en', true).errors as Messages;
const known = flatten(messages);
const groups = Object.keys(messages).filter((key) => typeof messages[key] === 'object');

const sources = ['app', 'components', 'features', 'lib', 'plugins'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => ({ file: path.join(folder, file), text: readFileSync(path.join(folder, file), 'utf8') })),
);

/** The text of a call from its name to the closing bracket. */
function callsOf(name: string, text: string): string[] {
  return [...text.matchAll(new RegExp(`${name}\\(`, 'g'))].map(({ index }) => {
    let depth = 0;
    for (let i = index + name.length; i < text.length; i += 1) {
      if (text[i] === '(') depth += 1;
      if (text[i] === ')') depth -= 1;
      if (depth === 0) return text.slice(index, i + 1);
    }
    return text.slice(index);
  });
}

/** Keys written as such: whole ones, and the fixed beginning of those put together. */
const written = sources.flatMap(({ file, text }) =>
  [...text.matchAll(new RegExp(`(['\`])((?:${groups.join('|')})\\.[A-Za-z_.]+)(\\1|\\$\\{)`, 'g'))]
    .map((m) => ({
      file,
      key: m[2] ?? '',
      whole: m[3] === m[1],
      line: text.slice(text.lastIndexOf('\n', m.index) + 1, text.indexOf('\n', m.index)),
    }))
    .filter(({ line }) => /\bkey\b|keyed\(|refused\(|invalid\(|RowError\(|'row\.|Taken`/.test(line) && !/t\('|action:/.test(line)),
);

test('every fault that is thrown has a key', () => {
  const without = sources.flatMap(({ file, text }) =>
    callsOf('new AppError', text)
      .filter((call) => !/\bkey\b|\.\.\.row|\bt\(/.test(call))
      .map((call) => `${file}: ${call}`),
  );
  expect(callsOf('new AppError', sources.map((s) => s.text).join('\n')).length).toBeGreaterThan(90);
  expect(without).toEqual([]);
});

test('every key in the code is a message', () => {
  expect(written.length).toBeGreaterThan(100);
  expect(written.filter(({ key, whole }) => !known.some((k) => (whole ? k === key : k.startsWith(key))))).toEqual([]);
});

describe.each(locales)('%s', (locale) => {
  test('says every message with plain values', () => {
    const failed: string[] = [];
    const t = createTranslator({
      locale,
      messages: { errors: loadMessages(locale, true).errors } as Record<string, Messages>,
      namespace: 'errors',
      onError: (error) => void failed.push(error.message),
    }) as unknown as (key: string, values: Record<string, number>) => string;
    for (const key of known) expect(t(key, valuesOf(locale, key))).not.toContain('undefined');
    expect(failed).toEqual([]);
  });
});

/** A value for every argument that the message names. */
function valuesOf(locale: (typeof locales)[number], key: string): Record<string, number> {
  const at = key
    .split('.')
    .reduce<string | Messages | undefined>(
      (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
      loadMessages(locale, false).errors,
    );
  const text = typeof at === 'string' ? at : '';
  return Object.fromEntries([...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map((m) => [m[1] ?? '', 7]));
}
