import type { z } from 'zod';
import type { FieldError } from '@/lib/errors';
import { saidOfIssue } from '@/lib/said-of-issue';

/** zod's issues as `{ path: 'rule.all[0].value', message }`, with the key by which the console says it. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map(String);
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return keys.map((key) => ({ path: formatPath(key === undefined ? issue.path : [...at, key]), ...saidOfIssue(issue) }));
  });
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (/^\d+$/.test(String(part)) ? `[${String(part)}]` : `${i ? '.' : ''}${String(part)}`)).join('');
}
