import { readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { lineItems, sentenceOf } from './sentence';

const say = (name: string, properties: Record<string, unknown> = {}, value: number | null = null, locale = 'en') => {
  const messages = JSON.parse(readFileSync(`messages/${locale}/profiles.json`, 'utf8'));
  const t = createTranslator({ locale, messages, namespace: 'sentence' });
  const { key, values, details } = sentenceOf({ name, properties, value, currency: null });
  return [t(key as never, values as never), ...details.map((d) => (d.kind === 'text' ? d.text : `${d.amount} ${d.currency}`))].join(', ');
};

describe('sentenceOf', () => {
  it.each([
    [
      'Order Completed',
      { item_count: 3, currency: 'GBP', channel: 'store', order_id: '536365' },
      42.1,
      'Bought 3 items, 42.1 GBP, store, 536365',
    ],
    ['order_completed', { revenue: '9.5', products: [{ name: 'Mug', quantity: 1 }] }, null, 'Bought 1 item, 9.5 null'],
    ['Order Completed', {}, null, 'Placed an order'],
    ['Order Refunded', { total: -5, currency: 'gbp' }, null, 'Got a refund, -5 GBP'],
    ['Product Viewed', { name: 'Red mug', price: 2 }, null, 'Looked at Red mug, 2 null'],
    ['Product Viewed', {}, null, 'Looked at a product'],
    ['Ticket Opened', { subject: 'Where is it?', ticket_id: 'T-1' }, null, 'Opened a ticket: Where is it?, T-1'],
    ['Call Received', { outcome: 'Answered' }, null, 'Called, Answered'],
    ['$page', { title: 'Home' }, null, 'Viewed the page Home'],
    ['$page', {}, null, 'Viewed a page'],
    ['$identify', { a: 1, b: 2 }, null, 'Was identified, 2 traits'],
    ['Quiz Finished', { score: 7, level: 'hard', nested: {} }, null, 'Quiz Finished, 7, hard'],
  ])('%s %j', (name, properties, value, said) => expect(say(name, properties, value)).toBe(said));

  it('has every sentence in Persian too', () => {
    expect(say('Order Completed', { item_count: 3 }, null, 'fa')).toContain('۳');
  });

  it('reads line items from any usual shape, and skips what is none', () => {
    expect(lineItems({ products: [{ name: 'Mug', quantity: '2', price: 3.5, sku: 'M' }, null, 7, { product_id: 9 }] })).toEqual([
      { name: 'Mug', quantity: 2, price: 3.5, sku: 'M' },
      { name: '9', quantity: null, price: null, sku: '9' },
    ]);
    expect(lineItems({ products: 'none' })).toEqual([]);
  });
});
