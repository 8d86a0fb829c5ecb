import { foldDigits } from '@/lib/digits';

/** The kinds of value that staff may type. Lists and objects come from sources only. */
export const traitKinds = ['string', 'number', 'boolean', 'date'] as const;
export type TraitKind = (typeof traitKinds)[number];

const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const YES = new Set(['true', 'yes', '1', 'on', 'بله']);
const NO = new Set(['false', 'no', '0', 'off', 'خیر']);

/** The kind that a stored value is edited as. */
export function traitKindOf(value: unknown): TraitKind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' && DATE.test(value) ? 'date' : 'string';
}

/** What was typed, as a value of that kind. @returns undefined when it is none. */
export function readTyped(kind: TraitKind, text: string): string | number | boolean | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  const folded = foldDigits(plain);
  switch (kind) {
    case 'string':
      return plain;
    case 'number': {
      const n = Number(folded.replace('٫', '.'));
      return Number.isFinite(n) ? n : undefined;
    }
    case 'boolean':
      return YES.has(folded.toLowerCase()) ? true : NO.has(folded.toLowerCase()) ? false : undefined;
    case 'date':
      return DATE.test(folded) && !Number.isNaN(Date.parse(folded)) ? folded : undefined;
  }
}
