import type { ErrorKey } from '@/lib/errors';

/** Why a segment is not evaluated, as it is stored and as the API says it, by the key under which the console says it. */
export const failures = {
  'segment.failure.again': 'The evaluation failed and will be tried again.',
  'segment.failure.slow':
    'The evaluation took longer than it may and was ended. Narrow the rule, or have it evaluated again at a quieter time.',
  'segment.failure.costly': 'By now the rule is too costly to be evaluated for everybody. Narrow it: saving says how much it would take.',
  'segment.failure.lasting':
    'The evaluation failed again and again. Have it evaluated again, or ask whoever runs this installation: the log says why.',
} as const satisfies Partial<Record<ErrorKey, string>>;

/** The key of what is stored with a segment that cannot be evaluated; of an invalid one, that its rule is broken. */
export function failureKey(error: string | null): ErrorKey {
  const found = Object.entries(failures).find(([, sentence]) => sentence === error);
  return (found?.[0] ?? 'segment.broken') as ErrorKey;
}
