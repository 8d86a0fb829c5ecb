import type { Sql } from '@/db/client';
import { parseSearch } from '@/features/profiles/core/search-query';
import { findProfiles } from '@/features/profiles/data/find-profiles';
import { type Percentiles, percentiles } from '../lib/percentiles';

type Person = { name: string; email: string; phone: string; user_id: string };
export type SearchFigure = Percentiles & { kind: string; limitMs: number; found: number };

const take = (text: string, from: number, length: number) => [...text].slice(from, from + length).join('');

/** Takes one letter out of the middle of the longest word. */
function misspell(name: string): string {
  const words = name.split(' ').sort((a, b) => b.length - a.length);
  const [long = '', ...rest] = words;
  const letters = [...long];
  letters.splice(Math.floor(letters.length / 2), 1);
  return [...rest, letters.join('')].join(' ');
}

const kinds: { kind: string; limitMs: number; text: (p: Person, i: number) => string }[] = [
  { kind: 'exact e-mail', limitMs: 5, text: (p) => p.email.toUpperCase() },
  { kind: 'exact phone, spelt out', limitMs: 5, text: (p) => p.phone.replace(/^(\+49)(\d{3})/, '$1 (0)$2 / ') },
  { kind: 'exact id', limitMs: 5, text: (p) => p.user_id },
  { kind: 'beginning of an e-mail', limitMs: 80, text: (p) => take(p.email, 0, 8) },
  { kind: 'part, 3 letters', limitMs: 80, text: (p, i) => take(p.name.split(' ').at(-1) ?? '', 1 + (i % 2), 3) },
  { kind: 'part, 5 letters', limitMs: 80, text: (p) => take(p.name.split(' ').at(-1) ?? '', 1, 5) },
  { kind: 'phone, last 6 digits', limitMs: 80, text: (p) => p.phone.slice(-6) },
  { kind: 'two words', limitMs: 200, text: (p) => p.name.split(' ').reverse().join(' ') },
  {
    kind: 'two words, cut',
    limitMs: 200,
    text: (p) =>
      p.name
        .split(' ')
        .map((word) => take(word, 0, 4))
        .join(' '),
  },
  { kind: 'typo', limitMs: 400, text: (p) => misspell(p.name) },
  { kind: 'nobody', limitMs: 400, text: (p, i) => `${take(p.name, 0, 2)}xq${i}zv` },
];

/** Each kind of search on random people, one after the other, as the explorer runs it. Milliseconds. */
export async function measureSearch(sql: Sql, rounds: number): Promise<SearchFigure[]> {
  const people = await sql<Person[]>`
    select p.name, max(i.value) filter (where i.type = 'email') as email, max(i.value) filter (where i.type = 'phone') as phone,
      max(i.value) filter (where i.type = 'user_id') as user_id
    from (select id, name from profiles where id > gen_random_uuid() order by id limit ${rounds}) p
    join identifiers i on i.profile_id = p.id group by p.id, p.name`;
  const figures: SearchFigure[] = [];
  for (const { kind, limitMs, text } of kinds) {
    const times: number[] = [];
    let found = 0;
    for (const [i, person] of people.entries()) {
      const query = parseSearch(text(person, i));
      if (!query) continue;
      const start = performance.now();
      const answer = await findProfiles(query, 20);
      times.push(performance.now() - start);
      if (answer.hits.length > 0) found += 1;
      if (answer.partial) found -= 1;
    }
    figures.push({ kind, limitMs, found, ...percentiles(times) });
  }
  return figures;
}
