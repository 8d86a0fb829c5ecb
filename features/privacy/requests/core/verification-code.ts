import { randomInt, timingSafeEqual } from 'node:crypto';
import { hmacHex } from '@/lib/crypto';
import { foldDigits } from '@/lib/digits';
import { requiredSecret } from '@/lib/env';
import { CODE_DIGITS } from '../constants';

/** Eight random digits: 26 bits. */
export const newCode = (): string => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');

/** A keyed hash of a code together with the request it is for, so that it fits no other. */
export const codeHash = (requestId: string, code: string): string =>
  hmacHex(requiredSecret('AUTH_SECRET'), `request-code:${requestId}:${code}`);

/** What was typed, as digits: in any script, with spaces or dashes. */
export const typedCode = (text: string): string => foldDigits(text).replace(/[\s\-–]/g, '');

/** Whether it is the code, in a time that tells nothing. */
export function isCode(requestId: string, typed: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(codeHash(requestId, typedCode(typed))), Buffer.from(hash));
}
