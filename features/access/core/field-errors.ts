import type { z } from 'zod';
import type { FieldError } from '@/lib/errors';
import { saidOfIssue } from '@/lib/said-of-issue';

/** Most failures that one answer names: a body may be wrong in as many places as it has bytes. */
const MOST = 100;
/** Longest name of a field that is said again. */
const LONGEST = 200;

/** zod's issues as `{ path: 'rule.all[0].value', message }`, with the key by which the console says it. The first hundred. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues
    .slice(0, MOST)
    .flatMap((issue): FieldError[] => {
      if (issue.code !== 'unrecognized_keys') return [{ path: formatPath(issue.path), ...saidOfIssue(issue) }];
      // zod's own message names all of them, which each of them must not repeat.
      return issue.keys.slice(0, MOST).map((key) => {
        const message = `Unrecognized key: ${JSON.stringify(short(key))}`;
        return { path: formatPath([...issue.path, key]), ...saidOfIssue({ ...issue, message }) };
      });
    })
    .slice(0, MOST);
}

const short = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);

function formatPath(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (/^\d+$/.test(String(part)) ? `[${String(part)}]` : `${i ? '.' : ''}${short(String(part))}`)).join('');
}
