import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { locales } from './config';
import { loadMessages, type Messages } from './messages';

const flatten = (tree: Messages, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );

/** The arguments and tags of an ICU message, without regard to the words around them or inside plural branches. */
const parts = (message: string): string[] =>
  [
    ...new Set(
      [...message.matchAll(/(?<!(?:zero|one|two|few|many|other|=\d+)\s*)\{\s*([a-zA-Z]\w*)\s*[,}]/g), ...message.matchAll(/<(\w+)>/g)].map(
        (m) => m[1] ?? '',
      ),
    ),
  ].sort();

describe.each(locales.slice(1))('%s', (locale) => {
  const english = flatten(loadMessages('en', true));
  const other = new Map(flatten(loadMessages(locale, true)));

  test('has the same namespaces', () => {
    expect(readdirSync(`messages/${locale}`).sort()).toEqual(readdirSync('messages/en').sort());
  });

  test('has the same keys', () => {
    expect([...other.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  test('uses the same arguments', () => {
    const differing = english.filter(([key, text]) => parts(other.get(key) ?? '').join() !== parts(text).join()).map(([key]) => key);
    expect(differing).toEqual([]);
  });

  test('leaves no string empty', () => {
    expect([...other].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });
});
