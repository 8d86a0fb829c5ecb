import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldLetters } from '@/lib/fold-letters';
import { type TestDb, testDb } from '@/tests/integration/test-db';

let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

async function foldAll(values: readonly string[]): Promise<string[]> {
  const rows = await t.sql<{ folded: string }[]>`
    select fold_text(v) as folded from jsonb_array_elements_text(${t.sql.json([...values])}) with ordinality x (v, n) order by n`;
  return rows.map((row) => row.folded);
}

const letters = Array.from({ length: 0x110000 - 1 }, (_, i) => i + 1).flatMap((code) => {
  if (code >= 0xd800 && code < 0xe000) return [];
  const letter = String.fromCodePoint(code);
  return /\p{Assigned}/u.test(letter) && !/\p{Co}/u.test(letter) ? [letter] : [];
});

it('answers the same as foldLetters for every letter', async () => {
  for (let i = 0; i < letters.length; i += 50_000) {
    const some = letters.slice(i, i + 50_000);
    const folded = await foldAll(some);
    expect(some.filter((letter, n) => folded[n] !== foldLetters(letter))).toEqual([]);
  }
});

it('answers the same for texts, however they are composed', async () => {
  const names = ['Łukasz Świątek', 'STRASSE ẞ', 'Σίσυφος ΣΊΣΥΦΟΣ', 'İstanbul', 'علي', '۰۹۱۲', 'ガ', 'कि', '가', '王小明', '', ' a  b '];
  const unit = fc.nat(letters.length - 1).map((n) => letters[n] ?? 'a');
  const texts = [...names, ...names.map((n) => n.normalize('NFD')), ...fc.sample(fc.string({ unit }), 2_000)];
  const folded = await foldAll(texts);
  expect(texts.filter((text, n) => folded[n] !== foldLetters(text))).toEqual([]);
  expect((await foldAll(['Łukasz', 'ŁUKASZ', 'é'.normalize('NFD')])).join()).toBe('lukasz,lukasz,e');
});
