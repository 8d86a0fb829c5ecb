import { describe, expect, it } from 'vitest';
import { readTyped, type TraitKind, traitKindOf } from './trait-input';

describe('readTyped', () => {
  it.each<[TraitKind, string, unknown]>([
    ['string', '  Kraków ', 'Kraków'],
    ['string', ' ', undefined],
    ['number', '۱۲٫۵', 12.5],
    ['number', '1e400', undefined],
    ['number', 'twelve', undefined],
    ['boolean', 'Yes', true],
    ['boolean', 'خیر', false],
    ['boolean', 'maybe', undefined],
    ['date', '2026-02-28', '2026-02-28'],
    ['date', '28.2.2026', undefined],
  ])('%s %s → %s', (kind, text, value) => expect(readTyped(kind, text)).toBe(value));

  it('knows the kind of a stored value', () => {
    expect([1, true, '2026-01-01', 'x', null].map(traitKindOf)).toEqual(['number', 'boolean', 'date', 'string', 'string']);
  });
});
