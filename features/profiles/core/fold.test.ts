import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayName, type FoldRecord, foldTraits, type Survivorship } from './fold';

const rules = (survivorship: Survivorship) => ({
  survivorship: () => survivorship,
  priority: (source: string) => ({ crm: 2, web: 1 })[source] ?? 0,
  isStaff: (source: string) => source === 'staff',
});
const record = (id: string, sourceId: string, v: unknown, day: number): FoldRecord => ({
  id,
  sourceId,
  traits: { city: { v, at: `2026-10-0${day}T00:00:00.000Z`, id: `e${day}` } },
});
const records = [
  record('r1', 'web', 'Bonn', 1),
  record('r2', 'crm', 'Köln am Rhein', 2),
  record('r3', 'web', 'Bonn', 3),
  record('r4', 'shop', 'Rom', 4),
];
const city = (survivorship: Survivorship, list = records) => foldTraits(list, rules(survivorship)).traits.city;

describe('foldTraits', () => {
  it('chooses by the survivorship of the trait', () => {
    expect(city('latest')).toBe('Rom');
    expect(city('first')).toBe('Bonn');
    expect(city('source_priority')).toBe('Köln am Rhein');
    expect(city('most_frequent')).toBe('Bonn');
    expect(city('longest')).toBe('Köln am Rhein');
  });

  it('puts what staff wrote above every rule', () => {
    for (const s of ['latest', 'first', 'source_priority', 'most_frequent', 'longest'] as const) {
      expect(city(s, [...records, record('r0', 'staff', 'Ulm', 2)])).toBe('Ulm');
    }
  });

  it('takes a value back by null', () => {
    expect(foldTraits([...records, record('r5', 'web', null, 5)], rules('latest'))).toEqual({ traits: {}, provenance: {} });
    expect(city('first', [record('r0', 'web', null, 1), ...records.slice(1)])).toBe('Köln am Rhein');
  });

  it('says where a value came from', () => {
    expect(foldTraits(records, rules('latest')).provenance.city).toEqual({
      sourceId: 'shop',
      recordId: 'r4',
      at: '2026-10-04T00:00:00.000Z',
    });
  });

  it('does not depend on the order of the records', () => {
    const value = fc.constantFrom('a', 'bb', 'c', null, 7);
    const some = fc.array(fc.tuple(fc.constantFrom('web', 'crm', 'shop'), value, fc.integer({ min: 1, max: 3 })), { maxLength: 8 });
    fc.assert(
      fc.property(
        some,
        fc.constantFrom<Survivorship>('latest', 'first', 'source_priority', 'most_frequent', 'longest'),
        fc.infiniteStream(fc.nat()),
        (list, s, order) => {
          const all = list.map(([source, v, day], n) => record(`r${n}`, source, v, day));
          const shuffled = all
            .map((r) => ({ r, k: order.next().value ?? 0 }))
            .sort((a, b) => a.k - b.k)
            .map(({ r }) => r);
          expect(foldTraits(shuffled, rules(s))).toEqual(foldTraits(all, rules(s)));
        },
      ),
    );
  });
});

it('shows a whole name, else first and last', () => {
  expect(displayName({ name: ' Ann Lee ', first_name: 'X' })).toBe('Ann Lee');
  expect(displayName({ firstName: 'Ann', last_name: 'Lee' })).toBe('Ann Lee');
  expect(displayName({ last_name: 'Lee' })).toBe('Lee');
  expect(displayName({ name: '', city: 'Bonn' })).toBeNull();
});
