import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhook } from '.';
import { signatureHeaders } from './sign';

describe('webhook', () => {
  it('signs as the Standard Webhooks scheme writes it', () => {
    const secret = `whsec_${Buffer.from('a key of this length').toString('base64')}`;
    const headers = signatureHeaders(secret, 'msg_1', new Date(1_767_225_600_500), '{"a":1}');
    const expected = createHmac('sha256', 'a key of this length').update('msg_1.1767225600.{"a":1}').digest('base64');
    expect(headers).toEqual({ 'webhook-id': 'msg_1', 'webhook-timestamp': '1767225600', 'webhook-signature': `v1,${expected}` });
    expect(signatureHeaders('plain text secret', 'i', new Date(0), '')['webhook-signature']).toBe(
      `v1,${createHmac('sha256', 'plain text secret').update('i.0.').digest('base64')}`,
    );
  });

  it.each([
    ['https://example.com/hook', true],
    ['http://example.com/hook', false],
    ['ftp://example.com', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['//example.com', false],
    ['', false],
  ])('takes the address %s: %s', (url, ok) => expect(webhook.settings.safeParse({ url, secret: 'x'.repeat(16) }).success).toBe(ok));

  it('takes no short secret', () => expect(webhook.settings.safeParse({ url: 'https://a.example', secret: 'short' }).success).toBe(false));
});
