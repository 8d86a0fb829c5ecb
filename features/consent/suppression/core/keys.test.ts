import { describe, expect, it } from 'vitest';
import { keysIn, keysInText, keysOf, suppressionKey } from './keys';

const found = (value: unknown) => keysIn(value, 'DE').map(suppressionKey);

describe('who could be named in an event', () => {
  it.each([
    [{ traits: { email: ' Zoe@Quell.example ' } }, '*:zoe@quell.example'],
    [{ page: { url: 'https://shop.example/?e=zoe%2Bnews%40quell.example&x=1' } }, '*:zoe+news@quell.example'],
    [{ note: 'write to <Zoe@Quell.example>, please' }, '*:zoe@quell.example'],
    [{ deep: [{ contact: '0151 730 24418' }] }, '*:+4915173024418'],
    [{ deep: { phone: 4915173024418 } }, '*:+4915173024418'],
    [{ ref: 'crm-7f3a-001' }, '*:crm-7f3a-001'],
    [{ crmId: 4711 }, 'crm_id:4711'],
    [{ userId: '42' }, 'user_id:42'],
  ])('%j names %s', (value, key) => expect(found(value)).toContain(key));

  it('takes a short value for nobody where its field says nothing', () => {
    expect(found({ quantity: 4711, sku: '4711', at: '2026-01-01T10:00:00Z', name: 'Zoe' })).toEqual([]);
  });

  it('costs no more than a few hundred keys, however long the event', () => {
    expect(found(Array.from({ length: 5_000 }, (_, n) => `value-${n}-abc`)).length).toBe(400);
  });
});

it('reads text that is no JSON by its parts', () => {
  const keys = keysInText('{"broken": "Zoe@Quell.example", x;+49 151 73024418;crm-7f3a-001', 'DE').map(suppressionKey);
  expect(keys).toEqual(expect.arrayContaining(['*:zoe@quell.example', '*:+4915173024418', '*:crm-7f3a-001']));
});

it('remembers what cannot be mistaken under no type too', () => {
  expect(keysOf({ type: 'email', value: 'a@b.cd' }).map(suppressionKey)).toEqual(['email:a@b.cd', '*:a@b.cd']);
  expect(keysOf({ type: 'crm_no', value: '4711' }).map(suppressionKey)).toEqual(['crm_no:4711']);
});
