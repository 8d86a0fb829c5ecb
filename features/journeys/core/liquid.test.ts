import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, fill, type Kind, variablesOf } from './liquid';

const render = (source: string, values: Record<string, unknown> = {}, kind: Kind = 'html'): string | undefined => {
  const compiled = compile(kind, source);
  if (!('templates' in compiled)) return undefined;
  const text = fill(compiled, values);
  return typeof text === 'string' ? text : undefined;
};

describe('what a template can do', () => {
  test.each([
    ['Dear {{ profile.first_name | default: "friend" }}', { profile: {} }, 'Dear friend'],
    ['{% if profile.spend > 100 %}Thank you{% else %}Hello{% endif %}', { profile: { spend: 250 } }, 'Thank you'],
    ['{% for x in profile.tags %}{{ x | upcase }} {% endfor %}', { profile: { tags: ['a', 'b'] } }, 'A B '],
    ['{{ profile["last shop"] }}', { profile: { 'last shop': 'Leeds' } }, 'Leeds'],
    ['{{ profile.at | date: "%Y" }}', { profile: { at: '2026-05-01T00:00:00Z' } }, '2026'],
  ])('%s', (source, values, expected) => expect(render(source, values)).toBe(expected));

  test('names what it reads', () => {
    const compiled = compile(
      'html',
      '{% for t in profile.tags %}{{ t }}{% endfor %}{{ company.name }}{% if profile.vip %}{{ profile.name }}{% endif %}',
    );
    expect('templates' in compiled && variablesOf(compiled)).toEqual(['company.name', 'profile.name', 'profile.tags', 'profile.vip']);
  });

  test('says in which line a fault is', () => {
    expect(compile('html', 'a\nb\n{% if x %}')).toMatchObject({ line: 3 });
    expect(compile('html', 'a\n{{ x | nothing }}')).toMatchObject({ line: 2, message: expect.stringContaining('nothing') });
  });
});

// Everything that turned a template engine into a way in somewhere: files, code, prototypes, unescaped output, endless work.
const refused = [
  '{% include "/etc/passwd" %}',
  '{% render "../../secrets" %}',
  '{% layout "x" %}',
  '{% block a %}{% endblock %}',
  '{% liquid\n assign x = 1\n%}',
  '{% tablerow i in (1..3) %}{% endtablerow %}',
  '{% increment x %}',
  '{{ profile.name | raw }}',
  '{{ profile.name | json }}',
  '{{ profile | inspect }}',
  '{{ profile | jsonify }}',
  '{{ list | where_exp: "x", "x.a" }}',
  '{{ list | map_exp: "x", "x.constructor" }}',
  '{{ list | group_by_exp: "x", "x.a" }}',
  '{{ "eA==" | base64_decode }}',
  '{{ profile.name | hmac_sha256: "key" }}',
  '{{ profile.name | sha256 }}',
  '{{ list | push: 1 }}',
  '{{ "a" | eval }}',
  '{% assign x = %}',
  '{% unknown %}',
  '{{ x | upcase',
  '{% if %}{% for %}',
];

describe('what a template cannot do', () => {
  test.each(refused)('is refused: %s', (source) => expect(render(source, { profile: { name: 'x' }, list: [1] })).toBeUndefined());

  const empty = [
    '{{ profile.constructor }}',
    '{{ profile.constructor.constructor }}',
    '{{ profile.__proto__ }}',
    '{{ profile["__proto__"]["polluted"] }}',
    '{{ profile.toString }}',
    '{{ profile.hasOwnProperty }}',
    '{{ profile.name.constructor }}',
    '{{ profile.name.length.constructor }}',
    '{{ constructor }}{{ process }}{{ globalThis }}{{ require }}{{ this }}{{ global }}',
    '{{ process.env.ENCRYPTION_KEY }}',
    '{{ profile.tags.constructor }}',
    '{{ profile.tags["map"] }}',
  ];
  test.each(empty)('reads nothing: %s', (source) => expect(render(source, { profile: { name: 'x', tags: [1] } })).toBe(''));

  const endless = [
    '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}',
    '{% assign x = "aaaaaaaaaa" %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}{{ x | size }}',
    '{{ (1..1000000000) | join }}',
    '{% for i in (1..100000) %}{% capture y %}{{ y }}{{ y }}aaaa{% endcapture %}{% endfor %}',
  ];
  test.each(endless)('ends soon: %s', (source) => {
    expect(render(source)).toBeUndefined();
  });

  test('a value is never taken for a template, nor for markup', () => {
    const hostile = [
      '{{ 7 | times: 6 }}',
      '{% include "x" %}',
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "'; drop",
      '$' + '{7*6}',
      '#{7*6}',
      '<%= 7*6 %>',
    ];
    for (const name of hostile) {
      const html = render('<p title="{{ profile.name }}">{{ profile.name }}</p>', { profile: { name } }) ?? '';
      expect(html).not.toMatch(/<script|<img|42/);
      expect(html.match(/"/g)).toHaveLength(2);
      expect(render('{{ profile.name }}', { profile: { name } }, 'text')).toBe(name);
    }
  });

  test('what has behaviour of its own loses it', () => {
    const values = { profile: { a: { toLiquid: () => 'called', toString: () => 'called' }, b: () => 'called', c: new Map([['x', 1]]) } };
    expect(render('{{ profile.a }}{{ profile.b }}{{ profile.c.x }}', values)).not.toContain('called');
  });

  test('whatever text comes along, it stays inside its element', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (name) => {
        const html = render('<b>{{ profile.name }}</b>', { profile: { name } }) ?? '';
        expect(html.slice(3, -4)).not.toMatch(/[<>"']/);
      }),
    );
  });

  test('whatever is typed as a template, it is refused or filled, and never throws', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      ' profile',
      '.name',
      '|',
      ' upcase',
      ' if ',
      ' for x in ',
      '"',
      ' endif ',
      '(1..9)',
      '\n',
      'a',
      '[',
      ']',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = render(pieces.join(''), { profile: { name: 'x' } });
        expect(['string', 'undefined']).toContain(typeof text);
      }),
      { numRuns: 300 },
    );
  });
});
