import { random } from '../lib/random';

const NAMES = ['Order Completed', 'Product Viewed', 'Product Added', 'Email Opened', 'Cart Viewed', 'Signed In'];

/** The n-th event of the bench, about 1 kB as an SDK sends it, the same for the same seed. */
export function eventMaker(seed: number, people = 100_000): () => Record<string, unknown> {
  const next = random(seed);
  let n = 0;
  return () => {
    const person = Math.floor(next() ** 2 * people);
    n++;
    return {
      type: 'track',
      messageId: `bench-${seed}-${n}-3f2504e0-4f89-41d3-9a0c-0305e82c3301`,
      anonymousId: `a1b2c3d4-${person}-4f89-41d3-9a0c0305e82c`,
      ...(next() < 0.6 ? { userId: `user-${person}` } : {}),
      event: NAMES[Math.floor(next() * NAMES.length)],
      timestamp: new Date(1_780_000_000_000 + n * 10).toISOString(),
      properties: {
        order_id: `order-${seed}-${n}`,
        revenue: Math.round(next() * 20_000) / 100,
        currency: 'EUR',
        coupon: null,
        products: [
          { product_id: `sku-${Math.floor(next() * 5_000)}`, name: 'Shirt, striped', price: 19.95, quantity: 2, category: 'Clothing' },
          { product_id: `sku-${Math.floor(next() * 5_000)}`, name: 'Mug “Morning”', price: 7.5, quantity: 1, category: 'Home' },
        ],
      },
      context: {
        library: { name: 'analytics.js', version: 'next-1.84.3' },
        page: {
          path: '/checkout/thanks',
          referrer: 'https://shop.example.com/cart',
          title: 'Thank you',
          url: 'https://shop.example.com/checkout/thanks',
        },
        locale: 'de-DE',
        timezone: 'Europe/Berlin',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      },
      integrations: {},
    };
  };
}
