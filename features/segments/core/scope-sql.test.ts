import { expect, it } from 'vitest';
import { scopeSql } from './scope-sql';
import { newStatement } from './statement';

it('writes nothing for everyone, ids as one value, and a share by the hash of the id', () => {
  const everyone = scopeSql(newStatement(), { type: 'everyone' });
  expect([everyone.and('p.id'), everyone.within]).toEqual(['', undefined]);

  const statement = newStatement();
  const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
  const some = scopeSql(statement, { type: 'ids', ids });
  expect(some.and('p.id')).toMatch(/^ and p\.id = any\(\$1\S*\)$/);
  expect(some.within).toMatch(/^select unnest\(\$1\S*\)$/);
  expect(statement.values).toHaveLength(1);

  const half = scopeSql(newStatement(), { type: 'sample', perMille: 500 });
  expect(half.and('e.profile_id')).toBe(' and (uuid_hash(e.profile_id) & 1023) < 512');
  expect(half.within).toBe('select id from profiles where true and (uuid_hash(id) & 1023) < 512');
  expect(scopeSql(newStatement(), { type: 'sample', perMille: 1 }).and('id')).toBe(' and (uuid_hash(id) & 1023) < 2');
});

it('refuses a scope that it does not know', () => {
  expect(() => scopeSql(newStatement(), { type: 'nobody knows' } as never)).toThrow();
});
