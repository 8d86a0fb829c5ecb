import { describe, expect, it } from 'vitest';
import { HIDDEN } from './mask';
import { knownValues, maskProperties } from './mask-properties';

const known = knownValues(
  [
    { value: 'anna@example.com', display: 'Anna@Example.com' },
    { value: '+491701234711', display: '0170 1234711' },
    { value: 'cust-88', display: 'cust-88' },
  ],
  ['Anna Bauer', { city: 'Berlin' }, 7],
);

const event = {
  order_id: '536365',
  total: 42.1,
  paid: true,
  name: 'Anna Bauer',
  shippingAddress: { street: 'Long Street 1', city: 'Berlin', country: 'DE' },
  customer: { name: 'A. Bauer', user_id: 'cust-88' },
  products: [{ name: 'Red mug', sku: '22423', quantity: 2, engraving: 'anna bauer' }],
  login: 'cust-88',
  url: 'https://shop.example/?u=anna%40example.com',
  message: 'Mail to other@example.org please',
  'anna@example.com': 'yes',
  context: { ip: '203.0.113.9', traits: { plan: 'gold' }, userAgent: 'Mozilla' },
};

describe('maskProperties', () => {
  it('masks by key, by the person’s own values and by shape; products stay readable', () => {
    expect(maskProperties(event, 'masked', known)).toEqual({
      order_id: '536365',
      total: 42.1,
      paid: true,
      name: 'A•••• B••••',
      shippingAddress: { street: 'L•••• S•••• ••••', city: 'B••••', country: 'DE' },
      customer: { name: '•••• B••••', user_id: 'c••••' },
      products: [{ name: 'Red mug', sku: '22423', quantity: 2, engraving: 'a•••• b••••' }],
      login: 'c••••',
      url: HIDDEN,
      message: 'Mail to o•••@e•••.org please',
      [HIDDEN]: 'yes',
      context: { ip: '•••• 39', traits: { plan: 'g••••' }, userAgent: 'Mozilla' },
    });
  });

  it('leaves nothing of the person for a reader without personal data', () => {
    const seen = JSON.stringify(maskProperties(event, 'none', known)).toLowerCase();
    for (const needle of ['anna', 'bauer', 'berlin', 'cust-88', '1701234711', 'example.org', '203.0.113', 'long street', 'gold']) {
      expect(seen).not.toContain(needle);
    }
    expect(seen).toContain('red mug');
  });

  it('keeps the names of products, pages and places, unless they are the person’s own', () => {
    expect(maskProperties({ name: 'Red mug', price: 2 }, 'masked', known)).toEqual({ name: 'Red mug', price: 2 });
    expect(maskProperties({ name: 'Home' }, 'masked', known, { isPage: true })).toEqual({ name: 'Home' });
    expect(maskProperties({ name: 'Anna Bauer', price: 2 }, 'masked', known)).toEqual({ name: 'A•••• B••••', price: 2 });
    expect(maskProperties({ name: 'Someone Else' }, 'masked', known)).toEqual({ name: 'S•••• E••••' });
  });

  it('shows all to full, and masks every leaf when all is personal', () => {
    expect(maskProperties(event, 'full', known)).toBe(event);
    expect(maskProperties({ plan: 'gold', n: 12, ok: true }, 'masked', known, { allPersonal: true })).toEqual({
      plan: 'g••••',
      n: '••••',
      ok: HIDDEN,
    });
  });
});
