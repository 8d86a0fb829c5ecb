import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { requiredSecret } from './env';

const keys = new Map<string, Buffer>();

function keyFor(use: string): Buffer {
  const secret = requiredSecret('ENCRYPTION_KEY');
  const known = keys.get(`${use} ${secret}`);
  if (known) return known;
  const key = createHmac('sha256', secret).update(`tessera:${use}`).digest();
  keys.set(`${use} ${secret}`, key);
  return key;
}

/** AES-256-GCM under ENCRYPTION_KEY; `v1.<base64url of nonce, tag, ciphertext>`. */
export const encryptSecret = (plain: string): string => `v1.${sealText('secrets', plain)}`;

/** @throws Error when the text was not made by `encryptSecret` under this key, or was altered. */
export function decryptSecret(text: string): string {
  if (!text.startsWith('v1.')) throw new Error('Unknown format of an encrypted secret');
  return unsealText('secrets', text.slice(3));
}

/** AES-256-GCM under a key of its own for one use: base64url of nonce, tag and ciphertext. Says nothing to others, and nobody else makes one. */
export function sealText(use: string, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(use), nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** @throws Error when the text was not made by `sealText` for this use under this key, or was altered. */
export function unsealText(use: string, text: string): string {
  const raw = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(use), raw.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(raw.subarray(12, 28));
  return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
}

/** A key of 32 bytes for one file, derived from ENCRYPTION_KEY and the file's own salt. */
export const fileKey = (use: string, salt: Buffer): Buffer => Buffer.from(hkdfSync('sha256', keyFor(use), salt, 'tessera', 32));

/** Tells whether two places have the same ENCRYPTION_KEY, and nothing about it. */
export const keyMark = (): string => keyFor('mark').toString('hex').slice(0, 32);

/** HMAC-SHA-256 in hex under a key of its own for one use. */
export const keyedHash = (use: string, text: string): string => createHmac('sha256', keyFor(use)).update(text).digest('hex');

/** SHA-256 in hex, for looking up random tokens and keys (not for passwords, not for personal data). */
export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Keyed hash of a normalised identifier: the only form in which a suppressed identifier is kept. */
export const suppressionHash = (type: string, value: string): string =>
  createHmac('sha256', keyFor('suppression')).update(`${type}:${value}`).digest('hex');

/** 256 random bits as base64url, with a readable prefix. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** HMAC-SHA-256 in hex, as used on outgoing webhooks. */
export const hmacHex = (secret: string, body: string): string => createHmac('sha256', secret).update(body).digest('hex');

/** A signature of ours over a text that leaves the house and comes back, as in links; one `use` cannot be taken for another. */
export const signText = (use: string, text: string): string =>
  createHmac('sha256', keyFor(`signature:${use}`))
    .update(text)
    .digest()
    .subarray(0, 24)
    .toString('base64url');

/** Whether `signText` made this signature. Takes the same time whatever is wrong. */
export function isSignatureOf(use: string, text: string, signature: string): boolean {
  const [wanted, given] = [Buffer.from(signText(use, text)), Buffer.from(signature)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
