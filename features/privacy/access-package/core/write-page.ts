import { EVENTS_ON_PAGE, FILES } from '../constants';
import type { About, Row, Section } from '../types';
import { cellText } from './write-csv';

/** The words of the page in the person's language. `has` tells whether a key exists: tables and columns without a word keep their name. */
export type Words = { (key: string, values?: Record<string, string | number>): string; has(key: string): boolean };

export type PageInput = {
  words: Words;
  locale: string;
  direction: 'ltr' | 'rtl';
  company: string;
  kind: 'access' | 'portability';
  number: number | null;
  /** A moment in words. */
  date(at: string): string;
  createdAt: string;
  about: About;
  sections: readonly Section[];
};

const STYLE = `
:root { color-scheme: light; --ink: #1c2430; --soft: #5b6675; --line: #d9dfe7; --tint: #f4f6f9; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.5rem 4rem; color: var(--ink); line-height: 1.55;
  font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", Vazirmatn, "Noto Naskh Arabic", Tahoma, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans Devanagari", sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; padding-block-end: .3rem; border-block-end: 2px solid var(--line); }
p { margin: .4rem 0; } .soft { color: var(--soft); } nav ol { columns: 2; padding-inline-start: 1.4rem; } a { color: #1f5f99; }
table { border-collapse: collapse; width: 100%; font-size: .84rem; margin-block: .6rem; } caption { text-align: start; color: var(--soft); padding-block-end: .3rem; }
th, td { text-align: start; vertical-align: top; padding: .35rem .5rem; border-block-end: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { background: var(--tint); font-weight: 600; } thead { display: table-header-group; } tr { break-inside: avoid; }
dl { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .25rem 1rem; margin: .6rem 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@page { margin: 18mm 15mm; } @media print { body { max-width: none; padding: 0; font-size: 10pt; } a { color: inherit; text-decoration: none; } h2 { break-after: avoid; } nav { display: none; } }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-block-end: .5rem; } nav ol { columns: 1; } .wide { overflow-x: auto; } }
`;

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
const plainName = (name: string): string => {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const wordOf = (words: Words, kind: 'table' | 'column', name: string): string =>
  words.has(`${kind}.${name}`) ? words(`${kind}.${name}`) : plainName(name);

/** The readable page: no script, nothing fetched, each value in its own direction. A part at a time. */
export async function* pageParts(input: PageInput): AsyncGenerator<string> {
  const { words, locale, direction, company, kind, number, createdAt, about, sections, date } = input;
  const title = words(`title.${kind}`);
  yield `<!doctype html>\n<html lang="${locale}" dir="${direction}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex, nofollow">\n<title>${escapeHtml(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<main>\n<h1>${escapeHtml(title)}</h1>\n`;
  yield `<p>${escapeHtml(words('intro', { company, date: date(createdAt) }))}</p>\n`;
  if (number !== null) yield `<p class="soft">${escapeHtml(words('request', { number }))}</p>\n`;
  yield `<p class="soft">${escapeHtml(words('files', { json: FILES.json }))}</p>\n`;
  yield `<nav aria-label="${escapeHtml(words('contents'))}"><ol>${sections.map(({ table }) => `<li><a href="#${table}">${escapeHtml(wordOf(words, 'table', table))}</a></li>`).join('')}</ol></nav>\n`;
  if (kind === 'access') yield aboutParts(input, about);
  for (const section of sections) yield* sectionParts(section, words, date);
  yield '</main>\n</body>\n</html>\n';
}

function aboutParts({ words, date }: PageInput, about: About): string {
  const list = (key: string, rows: readonly string[][], heads: readonly string[]) =>
    `<section><h2>${escapeHtml(words(`about.${key}`))}</h2>\n<p>${escapeHtml(words(`about.${key}Text`))}</p>\n${
      rows.length === 0
        ? `<p class="soft">${escapeHtml(words('none'))}</p>`
        : table(
            heads.map((head) => words(`about.${head}`)),
            rows,
          )
    }</section>\n`;
  return [
    list(
      'purposes',
      about.purposes.map((p) => [
        p.name,
        p.description,
        words.has(`basis.${p.lawfulBasis}`) ? words(`basis.${p.lawfulBasis}`) : p.lawfulBasis,
      ]),
      ['purpose', 'description', 'basis'],
    ),
    list(
      'recipients',
      about.recipients.map((r) => [r.name, r.kind, date(r.firstToldAt), date(r.lastToldAt)]),
      ['name', 'kind', 'first', 'last'],
    ),
    list(
      'sources',
      about.sources.map((s) => [s.name, s.kind]),
      ['name', 'kind'],
    ),
    list(
      'retention',
      about.retention.map((r) => [wordOf(words, 'table', r.table), words.has(`rule.${r.rule}`) ? words(`rule.${r.rule}`) : r.rule]),
      ['set', 'rule'],
    ),
    list(
      'decisions',
      about.automatedDecisions.map((d) => [d.model, String(d.version), date(d.fittedAt)]),
      ['model', 'version', 'fitted'],
    ),
    `<section><h2>${escapeHtml(words('about.rights'))}</h2>\n<p>${escapeHtml(words('about.rightsText'))}</p></section>\n`,
  ].join('');
}

const cell = (text: string): string => `<td dir="auto">${escapeHtml(text)}</td>`;
const headRow = (heads: readonly string[]): string =>
  `<thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead>`;
const table = (heads: readonly string[], rows: readonly string[][]): string =>
  `<div class="wide"><table>${headRow(heads)}<tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}</tbody></table></div>\n`;

async function* sectionParts(section: Section, words: Words, date: (at: string) => string): AsyncGenerator<string> {
  const { table: name, columns, rows } = section;
  yield `<section id="${name}"><h2>${escapeHtml(wordOf(words, 'table', name))}</h2>\n`;
  const shown = (value: unknown) => (value instanceof Date ? date(value.toISOString()) : cellText(value));
  if (name === 'profiles') {
    for await (const part of rows()) yield part.map((row) => details(row, columns, words, shown)).join('');
    yield '</section>\n';
    return;
  }
  let n = 0;
  for await (const part of rows()) {
    const left = part.slice(0, Math.max(0, EVENTS_ON_PAGE - n));
    if (n === 0 && left.length > 0)
      yield `<div class="wide"><table>${headRow(columns.map((column) => wordOf(words, 'column', column)))}<tbody>\n`;
    yield left.map((row) => `<tr>${columns.map((column) => cell(shown(row[column]))).join('')}</tr>\n`).join('');
    n += part.length;
  }
  yield n === 0 ? `<p class="soft">${escapeHtml(words('none'))}</p>` : '</tbody></table></div>\n';
  if (n > EVENTS_ON_PAGE)
    yield `<p class="soft">${escapeHtml(words('more', { shown: EVENTS_ON_PAGE, all: n, file: `csv/${name}.csv` }))}</p>\n`;
  yield '</section>\n';
}

/** One person: each value under its name, traits one by one. */
function details(row: Row, columns: readonly string[], words: Words, shown: (value: unknown) => string): string {
  const pairs = columns.flatMap((column): [string, string][] => {
    const value = row[column];
    if (column === 'traits' && typeof value === 'object' && value !== null)
      return Object.entries(value).map(([trait, of]) => [trait, shown(of)]);
    return value === null || value === undefined ? [] : [[wordOf(words, 'column', column), shown(value)]];
  });
  return `<dl>${pairs.map(([name, value]) => `<dt dir="auto">${escapeHtml(name)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`).join('\n')}</dl>\n`;
}
