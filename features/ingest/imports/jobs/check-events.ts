import { saidOfIssue } from '@/lib/said-of-issue';
import { rawEventSchema } from '../../schema';
import type { Reason } from '../types';
import type { Fault, GoodRow } from './convert-rows';

/** Holds converted rows to the same shape as events of the API: what that refuses, an import refuses too, with its line. */
export function checkEvents({ good, faults }: { good: GoodRow[]; faults: Fault[] }): { good: GoodRow[]; faults: Fault[] } {
  const accepted: GoodRow[] = [];
  const refused = [...faults];
  for (const row of good) {
    const text = JSON.stringify(row.event);
    const parsed = rawEventSchema.safeParse(row.event);
    if (parsed.success && !text.includes('\\u0000')) accepted.push(row);
    else refused.push({ line: row.line, code: 'refused', ...reasonOf(parsed), raw: text.slice(0, 2000) });
  }
  return { good: accepted, faults: refused };
}

function reasonOf(parsed: ReturnType<typeof rawEventSchema.safeParse>): Reason {
  const issue = parsed.error?.issues[0];
  if (!issue) return { reason: 'The row holds a NUL character, which cannot be stored.', key: 'row.nul' };
  const { message, key, values } = saidOfIssue(issue);
  return { reason: `${issue.path.join('.')}: ${message}`, key, values };
}
