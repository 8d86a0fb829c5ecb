import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, Verdict } from '@/plugins/kit/connector';
import { keyOf } from './key-of';
import type { WebhookSettings } from './settings';

const headerOf = ({ headers }: Delivery, name: string): string | undefined => {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
};

/** Compares in a time that does not tell where they differ. */
function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b);
}

/** Seconds, milliseconds or an ISO date as a moment. */
function momentOf(text: string): number {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  return /^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text);
}

const isStale = (text: string, delivery: Delivery, seconds: number): boolean =>
  !(Math.abs(delivery.now.getTime() - momentOf(text)) <= seconds * 1000);

/** Whether a call is from who knows the secret. An unknown or missing signature is a no. */
export function verify(delivery: Delivery, settings: WebhookSettings): Verdict {
  switch (settings.scheme) {
    case 'standard':
      return standard(delivery, settings);
    case 'hmac':
      return hmac(delivery, settings);
    case 'shared':
      return shared(delivery, settings);
  }
}

/** The Standard Webhooks scheme: HMAC-SHA-256 over `id.timestamp.body`; the header may hold several signatures. */
function standard(delivery: Delivery, { secret, tolerance }: WebhookSettings): Verdict {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headerOf(delivery, name));
  if (!id || !timestamp || !signatures) return { ok: false, reason: 'missing' };
  if (isStale(timestamp, delivery, tolerance)) return { ok: false, reason: 'stale' };
  const expected = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(delivery.body).digest();
  const fits = signatures.split(' ').some((part) => part.startsWith('v1,') && same(Buffer.from(part.slice(3), 'base64'), expected));
  return fits ? { ok: true, id: id.slice(0, 200) } : { ok: false, reason: 'wrong' };
}

/** HMAC-SHA-256 of the body, or of `timestamp.body` when a header names the time, in hex or base64; a prefix such as `sha256=` is passed over. */
function hmac(delivery: Delivery, { secret, header, encoding, timestampHeader, tolerance }: WebhookSettings): Verdict {
  const given = headerOf(delivery, header);
  const timestamp = timestampHeader ? headerOf(delivery, timestampHeader) : undefined;
  if (!given || (timestampHeader && !timestamp)) return { ok: false, reason: 'missing' };
  if (timestamp !== undefined && isStale(timestamp, delivery, tolerance)) return { ok: false, reason: 'stale' };
  const signed = createHmac('sha256', keyOf(secret));
  if (timestamp !== undefined) signed.update(`${timestamp}.`);
  const expected = signed.update(delivery.body).digest();
  const bare = given.trim().replace(/^(sha256|v1)[=,]/i, '');
  const isText = encoding === 'hex' ? /^[0-9a-f]{64}$/i.test(bare) : /^[\w+/-]{43}=?$/.test(bare);
  return isText && same(Buffer.from(bare, encoding), expected)
    ? { ok: true, id: null, signedAt: timestamp }
    : { ok: false, reason: 'wrong' };
}

/** The secret itself in a header, alone or after `Bearer`. Compared as hashes, so that its length is not told either. */
function shared(delivery: Delivery, { secret, header }: WebhookSettings): Verdict {
  const given = headerOf(delivery, header);
  if (!given) return { ok: false, reason: 'missing' };
  const digest = (text: string) => createHmac('sha256', 'tessera').update(text).digest();
  return same(digest(given.trim().replace(/^Bearer\s+/i, '')), digest(secret)) ? { ok: true, id: null } : { ok: false, reason: 'wrong' };
}
