import { expect, it } from 'vitest';
import { chooseColumn } from './choose-column';

const id = '0198c1de-0000-7000-8000-000000000000';

it('finds the values by the header, else by what they look like', async () => {
  expect(
    await chooseColumn(
      [
        ['Name', 'E-Mail'],
        ['Ann', 'ann@x.io'],
      ],
      'auto',
      undefined,
    ),
  ).toEqual({ index: 1, header: 'E-Mail', as: 'email' });
  expect(await chooseColumn([['ann@x.io'], ['bea@x.io']], 'auto', undefined)).toEqual({ index: 0, header: null, as: 'email' });
  expect(await chooseColumn([['Kontakt'], ['ann@x.io'], ['bea@x.io']], 'auto', undefined)).toEqual({
    index: 0,
    header: 'Kontakt',
    as: 'email',
  });
  expect(
    await chooseColumn(
      [
        ['ann', '+49 30 901820'],
        ['bea', '+49 30 901821'],
      ],
      'auto',
      undefined,
    ),
  ).toEqual({ index: 1, header: null, as: 'phone' });
  expect(await chooseColumn([[id], [id]], 'auto', undefined)).toEqual({ index: 0, header: null, as: 'profile_id' });
  expect(await chooseColumn([['customer id'], ['7']], 'auto', undefined)).toEqual({ index: 0, header: 'customer id', as: 'user_id' });
  expect(await chooseColumn([['u1'], ['u2']], 'auto', undefined)).toEqual({ index: 0, header: null, as: 'user_id' });
});

it('takes words alone for a header, never a value that was mistyped', async () => {
  const header = async (top: string) => (await chooseColumn([[top], ['ann@x.io'], ['bea@x.io']], 'auto', undefined))?.header;
  for (const top of ['Kontakt', 'E-Mail-Adresse', 'Post_address', 'نشانی\u200cها', '연락처']) expect(await header(top)).toBe(top);
  for (const top of ['Anna <anna@x.io>', 'anna.moss(at)x.io', 'anna@x', 'anna.moss', '+49 30 90182', 'u1', '', 'a'.repeat(61)])
    expect(await header(top)).toBeNull();
});

it('keeps to what it is told', async () => {
  expect(
    await chooseColumn(
      [
        ['email', 'loyalty_id'],
        ['ann@x.io', 'L7'],
      ],
      'loyalty_id',
      undefined,
    ),
  ).toEqual({
    index: 1,
    header: 'loyalty_id',
    as: 'loyalty_id',
  });
  expect(await chooseColumn([['ann@x.io']], 'email', undefined)).toEqual({ index: 0, header: null, as: 'email' });
  expect(await chooseColumn([], 'email', undefined)).toBeUndefined();
});
