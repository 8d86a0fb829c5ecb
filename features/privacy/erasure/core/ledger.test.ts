import { expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { type LedgerEntry, ledgerLine, ledgerWithout, parseLedger } from './ledger';

const entry = (): LedgerEntry => ({
  v: 1,
  id: newId(),
  requestId: null,
  at: '2026-01-01T00:00:00.000Z',
  keyMark: 'm',
  hashes: ['a'.repeat(64)],
});

it('reads what was written, each erasure once', () => {
  const [one, two] = [entry(), entry()];
  expect(parseLedger([one, two, one].map(ledgerLine).join(''))).toEqual([one, two]);
  expect(parseLedger('')).toEqual([]);
  expect(ledgerWithout([one, two], [{ id: one.id }])).toEqual([two]);
});

it('passes over a last line that a crash cut off, and refuses any other damage', () => {
  const [one, two] = [entry(), entry()];
  expect(parseLedger(`${ledgerLine(one)}${ledgerLine(two).slice(0, 40)}`)).toEqual([one]);
  expect(() => parseLedger(`${ledgerLine(two).slice(0, 40)}\n${ledgerLine(one)}`)).toThrow(/Line 1/);
  expect(() => parseLedger(`${ledgerLine({ ...one, hashes: ['not a hash'] })}`)).toThrow(/damaged/);
});
