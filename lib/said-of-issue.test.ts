import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueSaid, keyed, saidOfIssue } from './said-of-issue';

const said = (schema: z.ZodType, input: unknown) => {
  const issue = schema.safeParse(input).error?.issues[0];
  if (!issue) throw new Error('The input is valid');
  const { key, values } = saidOfIssue(issue);
  return values === undefined ? key : [key, values];
};

test.each([
  ['a missing field', z.object({ a: z.string() }), {}, 'zod.required'],
  ['an empty text', z.string().min(1), '', 'zod.required'],
  ['a number for a text', z.string(), 1, ['zod.type', { expected: 'string' }]],
  ['a map for a number', z.number(), new Map(), ['zod.type', { expected: 'number' }]],
  ['a broken number', z.int(), 1.5, ['zod.type', { expected: 'int' }]],
  ['too short a text', z.string().min(12), 'a', ['zod.tooSmall.string', { limit: 12 }]],
  ['too long a text', z.string().max(2), 'abc', ['zod.tooBig.string', { limit: 2 }]],
  ['an empty list', z.array(z.string()).min(1), [], ['zod.tooSmall.array', { limit: 1 }]],
  ['too large a number', z.number().max(5), 6, ['zod.tooBig.number', { limit: 5 }]],
  ['too small a number', z.number().positive(), 0, ['zod.tooSmall.number', { limit: 0 }]],
  ['a bad address', z.email(), 'ann', ['zod.format', { format: 'email' }]],
  ['a bad web address', z.url(), 'x', ['zod.format', { format: 'url' }]],
  ['a bad id', z.uuid(), 'x', ['zod.format', { format: 'uuid' }]],
  ['a bad day', z.iso.date(), 'x', ['zod.format', { format: 'date' }]],
  ['a bad pattern', z.string().regex(/^a$/), 'x', ['zod.format', { format: 'other' }]],
  ['none of the choices', z.enum(['a', 'b']), 'c', 'zod.choose'],
  ['an unknown field', z.strictObject({}), { a: 1 }, 'zod.unknownField'],
  ['no alternative', z.union([z.string(), z.number()]), null, 'zod.invalid'],
])('%s has a key', (_, schema, input, expected) => {
  expect(said(schema, input)).toEqual(expected);
});

test('a sentence of the schema has its own key, in whatever check it stands', () => {
  const sentence = keyed('consent.source', 'Say where this comes from, for example a ticket number');
  expect(said(z.string().min(3, sentence), 'a')).toBe('consent.source');
  expect(said(z.string().regex(/^b/, sentence), 'a')).toBe('consent.source');
  expect(said(z.string({ error: sentence }), 1)).toBe('consent.source');
  expect(
    said(
      z.string().refine(() => false, sentence),
      'a',
    ),
  ).toBe('consent.source');
});

test('an issue with values of the input carries them', () => {
  const schema = z.string().superRefine((text, ctx) => {
    ctx.addIssue(issueSaid([], { message: `${text} is a date`, key: 'rule.isDate', values: { trait: text } }));
  });
  expect(said(schema, 'born')).toEqual(['rule.isDate', { trait: 'born' }]);
});

test('a sentence of the schema without a key is left as it is', () => {
  expect(said(z.string().min(3, 'Three at least'), 'a')).toBeUndefined();
});
