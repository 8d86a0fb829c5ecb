import type { z } from 'zod';
import { type ErrorKey, type Said, type SaidValues, saidBy } from './errors';

const keys = new Map<string, Omit<Said, 'message'>>();

/**
 * Gives a sentence of a schema its key: `z.string().min(3, keyed('field.source', 'Say where this comes from'))`. Only for constants of a
 * module, since what is keyed is kept; for sentences with values of the input use `params: { said: { key, values } }` of an issue.
 */
export function keyed(key: ErrorKey, message: string, values?: SaidValues): string {
  keys.set(message, saidBy(key, values));
  return message;
}

/** An issue for `ctx.addIssue` that carries its key. */
export const issueSaid = (path: (string | number)[], { message, key, values }: Said) => ({
  code: 'custom' as const,
  path,
  message,
  params: key ? { said: saidBy(key, values) } : {},
});

/** zod's issue as a sentence with its key: the schema's own, else one by the kind of the issue. */
export function saidOfIssue(issue: z.core.$ZodIssue): Said {
  const { message } = issue;
  const own = keys.get(message) ?? paramsOf(issue);
  return { message, ...(own ?? byKind(issue)) };
}

function paramsOf(issue: z.core.$ZodIssue): Omit<Said, 'message'> | undefined {
  const said: unknown = issue.code === 'custom' ? issue.params?.said : undefined;
  return typeof said === 'object' && said !== null && 'key' in said ? (said as Omit<Said, 'message'>) : undefined;
}

/** Only for zod's own sentences: what a schema says itself and did not key stays as it is. */
function byKind(issue: z.core.$ZodIssue): Omit<Said, 'message'> {
  if (!/^(Invalid|Too (small|big)|Unrecognized)/.test(issue.message)) return {};
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { key: 'zod.required' }
        : { key: 'zod.type', values: { expected: typeNames.has(issue.expected) ? issue.expected : 'other' } };
    case 'too_small':
      return issue.minimum === 1 && issue.origin === 'string'
        ? { key: 'zod.required' }
        : { key: `zod.tooSmall.${originOf(issue.origin)}`, values: { limit: limitOf(issue.minimum) } };
    case 'too_big':
      return { key: `zod.tooBig.${originOf(issue.origin)}`, values: { limit: limitOf(issue.maximum) } };
    case 'invalid_format':
      return { key: 'zod.format', values: { format: formatNames.has(issue.format) ? issue.format : 'other' } };
    case 'invalid_value':
      return { key: 'zod.choose' };
    case 'unrecognized_keys':
      return { key: 'zod.unknownField' };
    default:
      return { key: 'zod.invalid' };
  }
}

const typeNames = new Set(['string', 'number', 'int', 'boolean', 'array', 'object']);
const formatNames = new Set(['email', 'url', 'uuid', 'datetime', 'date']);

const originOf = (origin: string): 'string' | 'array' | 'number' | 'date' =>
  origin === 'string' || origin === 'array' || origin === 'date' ? origin : origin === 'set' ? 'array' : 'number';

const limitOf = (limit: number | bigint): number => Number(limit);
