import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskJson } from './mask-json';

const event = {
  type: 'track',
  event: 'Order Completed',
  messageId: 'm-1',
  userId: 'user-1234',
  properties: {
    revenue: 42.1,
    currency: 'EUR',
    phone: 491701234567,
    colour: 'red',
    note: 'Call Ann',
    products: [{ sku: 'A1', name: 'Shirt' }],
  },
  context: { ip: '203.0.113.7', traits: { email: 'ann@example.com' }, library: { name: 'analytics.js', version: '1.2.3' } },
  free: 'write to ann@example.com',
};

describe('maskJson', () => {
  it('shows everything to those who see everything', () => {
    expect(maskJson(event, 'full')).toBe(event);
  });

  it('keeps first letters and last digits for masked readers', () => {
    expect(maskJson(event, 'masked')).toMatchObject({
      event: 'Order Completed',
      userId: 'u•••',
      properties: { revenue: 42.1, phone: '•••67', colour: 'red', note: 'C•••', products: [{ sku: 'A1' }] },
      context: { ip: '•••.7', traits: { email: 'a•••' }, library: { name: 'analytics.js' } },
      free: 'w•••',
    });
  });

  it('shows readers without personal data only what is known not to be personal', () => {
    expect(maskJson(event, 'none')).toEqual({
      type: 'track',
      event: 'Order Completed',
      messageId: 'm-1',
      userId: '•••',
      properties: { revenue: 42.1, currency: 'EUR', phone: '•••', colour: '•••', note: '•••', products: [{ sku: 'A1', name: '•••' }] },
      context: { ip: '•••', traits: { email: '•••' }, library: { name: 'analytics.js', version: '1.2.3' } },
      free: '•••',
    });
  });

  it('never lets an unknown text through to readers without personal data', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^x[a-z]{0,8}$/), fc.string({ minLength: 4 })), (traits) => {
        const shown = Object.values((maskJson({ traits }, 'none') as { traits: Record<string, string> }).traits);
        return shown.every((v) => v === '•••');
      }),
    );
  });
});
