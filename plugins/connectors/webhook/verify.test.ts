import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settings, type WebhookSettings } from './settings';
import { verify } from './verify';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = new Date('2026-03-01T12:00:00Z');
const seconds = String(now.getTime() / 1000);
const body = Buffer.from('{"a":1}');
const key = Buffer.from(secret.slice(6), 'base64');
const given = (more: Partial<WebhookSettings>): WebhookSettings => settings.parse({ secret, ...more });
const ask = (more: Partial<WebhookSettings>, headers: Record<string, string>) => verify({ headers, body, now }, given(more));

describe('standard webhooks', () => {
  const signed = (at = seconds, by = key) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': at,
    'webhook-signature': `v1,${createHmac('sha256', by).update(`msg_1.${at}.`).update(body).digest('base64')}`,
  });
  it('takes a good signature, also beside others', () => {
    expect(ask({}, signed())).toEqual({ ok: true, id: 'msg_1' });
    const both = { ...signed(), 'webhook-signature': `v1a,xx v1,AAAA ${signed()['webhook-signature']}` };
    expect(ask({}, both)).toEqual({ ok: true, id: 'msg_1' });
  });
  it('refuses another key, another body, an old one and a missing header', () => {
    expect(ask({}, signed(seconds, Buffer.from('another')))).toEqual({ ok: false, reason: 'wrong' });
    expect(verify({ headers: signed(), body: Buffer.from('{"a":2}'), now }, given({}))).toEqual({ ok: false, reason: 'wrong' });
    expect(ask({}, signed(String(Number(seconds) - 301)))).toEqual({ ok: false, reason: 'stale' });
    expect(ask({}, signed(String(Number(seconds) + 301)))).toEqual({ ok: false, reason: 'stale' });
    expect(ask({}, signed('soon'))).toEqual({ ok: false, reason: 'stale' });
    expect(ask({}, { 'webhook-id': 'msg_1' })).toEqual({ ok: false, reason: 'missing' });
  });
});

describe('an HMAC in a header', () => {
  const mac = (text: string | Buffer) => createHmac('sha256', key).update(text);
  it.each([
    ['hex', mac(body).digest('hex'), {}],
    ['hex', `sha256=${mac(body).digest('hex')}`, {}],
    ['base64', mac(body).digest('base64'), {}],
    ['hex', mac(`${seconds}.${body}`).digest('hex'), { timestampHeader: 'X-Time' }],
  ] as const)('%s: %s', (encoding, signature, more) =>
    expect(ask({ scheme: 'hmac', header: 'X-Sign', encoding, ...more }, { 'x-sign': signature, 'x-time': seconds })).toEqual({
      ok: true,
      id: null,
      ...('timestampHeader' in more && { signedAt: seconds }),
    }),
  );
  it('refuses what is not exactly that', () => {
    const hmac = { scheme: 'hmac', header: 'x-sign' } as const;
    for (const signature of ['', 'sha256=', mac(body).digest('hex').slice(0, 62), mac(body).digest('base64'), '00'.repeat(32)])
      expect(ask(hmac, { 'x-sign': signature }).ok).toBe(false);
    expect(ask({ ...hmac, timestampHeader: 'x-time' }, { 'x-sign': mac(body).digest('hex'), 'x-time': seconds }).ok).toBe(false);
    expect(ask({ ...hmac, timestampHeader: 'x-time' }, { 'x-sign': mac(body).digest('hex') }).ok).toBe(false);
    expect(ask({ ...hmac, timestampHeader: 'x-time' }, { 'x-sign': mac('0.{"a":1}').digest('hex'), 'x-time': '0' }).ok).toBe(false);
  });
});

describe('a shared secret', () => {
  const shared = { scheme: 'shared', header: 'Authorization' } as const;
  it('is taken alone or as bearer', () => {
    expect(ask(shared, { authorization: secret }).ok).toBe(true);
    expect(ask(shared, { authorization: `Bearer ${secret}` }).ok).toBe(true);
  });
  it('is refused in any other form', () => {
    expect(ask(shared, {}).ok).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => ask(shared, { authorization: text }).ok === (text.trim() === secret)));
  });
});

it('no settings take a short secret or a header that is none', () => {
  expect(settings.safeParse({ secret: 'short' }).success).toBe(false);
  for (const empty of ['whsec_!!!!!!!!!!!!!!!!', 'whsec_ what is no base64', 'whsec_dG9vIHNob3J0'])
    expect(settings.safeParse({ secret: empty }).success).toBe(false);
  expect(settings.safeParse({ secret, scheme: 'hmac', header: 'a b' }).success).toBe(false);
  expect(settings.safeParse({ secret, scheme: 'shared', header: '' }).success).toBe(false);
});
