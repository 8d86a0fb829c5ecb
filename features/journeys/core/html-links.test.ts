import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapLinks } from './html-links';

const marked = (html: string) => {
  const seen: string[] = [];
  const out = mapLinks(html, (address) => `new:${seen.push(address)}`);
  return { out, seen };
};

describe('links', () => {
  test.each([
    ['<a href="https://a.example/?x=1&amp;y=2">x</a>', 'https://a.example/?x=1&y=2'],
    ["<A class=b HREF='https://a.example/\"' id=c>x</A>", 'https://a.example/"'],
    ['<a\n title="a > b" href=https://a.example/x/ target=_blank>x</a>', 'https://a.example/x/'],
    ['<a href = "https://a.example/?a=1&utm_source=b&copy=2&c">', 'https://a.example/?a=1&utm_source=b&copy=2&c'],
    ['<a href="&#104;ttps://a.example/&#x27;">', "https://a.example/'"],
    ['<a href="https://first.example" href="https://second.example">', 'https://first.example'],
    ['<a/href="https://a.example">', 'https://a.example'],
    ['<style>a>b{}</style><!-- x --><a href="https://a.example">', 'https://a.example'],
    ['<!--[if !mso]><!--><a href="https://a.example">x</a><!--<![endif]-->', 'https://a.example'],
    ['<!--><a href="https://a.example">', 'https://a.example'],
    ['1 < 2 <a href="https://a.example">', 'https://a.example'],
  ])('%s', (html, address) => {
    expect(marked(html).seen).toEqual([address]);
    expect(marked(html).out).toContain('"new:1"');
  });

  test.each([
    '<!-- <a href="https://a.example"> -->',
    '<!--[if mso]><a href="https://a.example">x</a><![endif]-->',
    '<img alt="<a href=\'https://a.example\'>">',
    '<style>/* <a href="https://a.example"> */</style>',
    '<title><a href="https://a.example"></title>',
    '<abbr href="https://a.example">',
    '</a href="https://a.example">',
    '<a data-href="https://a.example">',
    '<a name="href" x>href="https://a.example"',
    '<a href="https://a.example',
    '<a href="https://a.example/?a=1&copy">',
    '<a href="https://a.example/&hellip;">',
    '<a href="https://a.example/&#38">',
    '<a href="https://a.example/&#150;">',
  ])('no link, or none that is surely read: %s', (html) => {
    expect(marked(html)).toEqual({ out: html, seen: [] });
  });
});

const encode = fc.constantFrom(
  (s: string) =>
    s.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (s: string) => [...s].map((c) => `&#${c.codePointAt(0)};`).join(''),
  (s: string) => [...s].map((c) => `&#x${c.codePointAt(0)?.toString(16)};`).join(''),
);
const address = fc
  .tuple(
    fc.constantFrom('https://a.example/', 'http://b.example:8080/p?', 'mailto:x@a.example?subject=', '#'),
    fc.string({ unit: 'grapheme-ascii' }),
  )
  .map(([start, rest]) => start + rest);
const link = fc
  .tuple(address, encode, fc.constantFrom('"', "'"), fc.constantFrom('', ' class="x > y"', " title='<a href=no>'", '\n\t'))
  .map(([to, as, quote, more]) => ({ to, html: [`<a${more} href=`, `${quote}${as(to)}${quote}`, `${more}>`] as const }));
const noise = fc.constantFrom(
  '<p>',
  'a < b & c > d',
  '<!-- <a href="https://no.example"> -->',
  '<img src="x" alt="<a href=\'https://no.example\'>">',
  '<style>a[href="https://no.example"]{}</style>',
  '</a>',
  '<br/>',
  '<?x <a href= ?>',
  '<abbr href="https://no.example">',
);

test('property: every link is seen with its address, and nothing else is changed', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(link, noise), { maxLength: 12 }), (parts) => {
      const html = parts.map((p) => (typeof p === 'string' ? p : p.html.join(''))).join('');
      let n = 0;
      const expected = parts.map((p) => (typeof p === 'string' ? p : `${p.html[0]}"new:${++n}"${p.html[2]}`)).join('');
      const links = parts.flatMap((p) => (typeof p === 'string' ? [] : [p.to]));
      expect(marked(html)).toEqual({ out: expected, seen: links });
      expect(mapLinks(html, () => undefined)).toBe(html);
    }),
  );
});

test('property: of any text at all, what is not replaced stays letter by letter', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    'a',
    ' ',
    '"',
    "'",
    '=',
    'href',
    '<a href="',
    '<!--',
    '-->',
    '<style>',
    '</style>',
    '/',
    '&',
    '&amp;',
    'x',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }).map((p) => p.join('')),
      (html) => {
        const { out, seen } = marked(html);
        const parts = out.split(/"new:\d+"/);
        expect(parts).toHaveLength(seen.length + 1);
        let at = 0;
        for (const part of parts) {
          const found = html.indexOf(part, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + part.length;
        }
        expect(mapLinks(html, () => undefined)).toBe(html);
      },
    ),
  );
});

test('takes no longer than the text is long', () => {
  for (const part of ['<a href="', '<a ', '<!--', '<style>', '<', '<a href=x&#1;>', "<b '"]) {
    const html = part.repeat(200_000 / part.length);
    expect(mapLinks(html, () => undefined)).toBe(html);
  }
});
