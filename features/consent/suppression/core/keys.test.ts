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
    [{ log: '2026-01-01T10:00:00Z zoe@quell.example wrote' }, '*:zoe@quell.example'],
  ])('%j names %s', (value, key) => expect(found(value)).toContain(key));

  it('takes a short value for nobody where its field says nothing', () => {
    expect(found({ quantity: 4711, sku: '4711', at: '2026-01-01T10:00:00Z', name: 'Zoe' })).toEqual([]);
  });

  it('names whoever comes after hundreds of other values', () => {
    const lines = Array.from({ length: 500 }, (_, n) => ({
      sku: `sku-${n}-abc`,
      variant: `variant-${n}-x`,
      image: `https://cdn.example/${n}.png`,
    }));
    const keys = found({ lines, recipient: { email: 'zoe@quell.example', phone: '0151 73024418', card: 'crm-7f3a-001' } });
    expect(keys).toEqual(expect.arrayContaining(['*:zoe@quell.example', '*:+4915173024418', '*:crm-7f3a-001']));
  });

  it('reads a long text to its end, whatever stands around the address or the number', () => {
    const words = 'word '.repeat(6_000);
    const keys = found({ body: `${words}100% sure: [Zoe@Quell.example]. ${words} or zoe%2Bnews%40quell.example, call 0151 730 24418.` });
    expect(keys).toEqual(expect.arrayContaining(['*:zoe@quell.example', '*:zoe+news@quell.example', '*:+4915173024418']));
  });

  it('costs no more than the text is long', () => {
    const start = 'a'.repeat(500_000);
    expect(found({ body: `@${start}@${start}`, other: '0'.repeat(500_000), last: 'zoe@quell.example' })).toContain('*:zoe@quell.example');
  });
});

it('reads text that is no JSON to its end', () => {
  const text = `{"broken": ${'value-1-abc;'.repeat(20_000)} Zoe@Quell.example`;
  expect(keysInText(text, 'DE').map(suppressionKey)).toContain('*:zoe@quell.example');
});

it('reads text that is no JSON by its parts', () => {
  const keys = keysInText('{"broken": "Zoe@Quell.example", x;+49 151 73024418;crm-7f3a-001', 'DE').map(suppressionKey);
  expect(keys).toEqual(expect.arrayContaining(['*:zoe@quell.example', '*:+4915173024418', '*:crm-7f3a-001']));
});

it('remembers what cannot be mistaken under no type too', () => {
  expect(keysOf({ type: 'email', value: 'a@b.cd' }).map(suppressionKey)).toEqual(['email:a@b.cd', '*:a@b.cd']);
  expect(keysOf({ type: 'crm_no', value: '4711' }).map(suppressionKey)).toEqual(['crm_no:4711']);
});
