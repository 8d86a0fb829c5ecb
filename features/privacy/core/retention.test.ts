import { expect, it } from 'vitest';
import { dataMap } from '@/db/data-map';
import { ages, endOf, sweepsOf, sweptElsewhere } from './retention';

it('sweeps every table to which the data map gives an age, and no other', () => {
  const aging = Object.keys(dataMap).filter((table) => ages[dataMap[table]?.retain ?? 'installation'] !== null);
  const swept = sweepsOf(dataMap).map((sweep) => sweep.table);
  expect([...swept, ...Object.keys(sweptElsewhere)].sort()).toEqual(aging.sort());
  expect(Object.keys(endOf).sort()).toEqual([...swept].sort());
});

it('never sweeps what people did or agreed to', () => {
  const swept = new Set(sweepsOf(dataMap).map((sweep) => sweep.table));
  for (const table of ['profiles', 'events', 'identifiers', 'consent_ledger', 'audit_log', 'memberships', 'imports'])
    expect(swept, table).not.toContain(table);
});

it('refuses a table of a limited age that it does not know', () => {
  expect(() => sweepsOf({ novelties: { retain: 'days_30' } })).toThrow(/novelties/);
});
