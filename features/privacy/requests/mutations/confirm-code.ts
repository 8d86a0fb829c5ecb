import { sql } from '@/db/client';
import type { Caller } from '@/features/access/authenticate';
import { anonymousScope } from '@/features/access/core/scope';
import { takeAttempt } from '@/features/access/mutations/limits';
import { decryptSecret } from '@/lib/crypto';
import { CODE_TRIES } from '../constants';
import { isCode } from '../core/verification-code';
import { registerRequest } from './register-request';
import type { FormContent } from './send-code';

export type ConfirmAnswer = { number: number } | { fault: 'wrong' | 'dead' | 'limit' };

/**
 * Uses up one of three tries; with the right code the request enters the register, once. Received is when the form was sent.
 * An unknown, used, expired or tried-out request is `dead` alike.
 */
export async function confirmCode(id: string, typed: string, caller: Caller): Promise<ConfirmAnswer> {
  const attempt = await takeAttempt([{ key: `privacy-code:${caller.address}`, max: 30, seconds: 900 }]);
  if (attempt !== 'allowed') return { fault: 'limit' };
  // Counted before it is compared, so that tries at the same time cannot share one.
  const [row] = await sql()<{ content: string; hash: string; tries: number; created: Date }[]>`
    update subject_request_codes set tries = tries + 1
    where id = ${id} and used_at is null and expires_at > now() and tries < ${CODE_TRIES}
    returning content_encrypted as content, code_hash as hash, tries, created_at as created`;
  if (!row) return { fault: 'dead' };
  if (!isCode(id, typed, row.hash)) return { fault: row.tries < CODE_TRIES ? 'wrong' : 'dead' };
  return sql().begin(async (tx) => {
    const used = await tx`
      update subject_request_codes set used_at = now(), content_encrypted = '' where id = ${id} and used_at is null returning id`;
    if (used.length === 0) return { fault: 'dead' };
    const { email, type, name, known, message, locale } = JSON.parse(decryptSecret(row.content)) as FormContent;
    const { number } = await registerRequest(tx, anonymousScope(), {
      id,
      type,
      name,
      contact: email,
      message,
      locale,
      identifiers: [{ type: 'email', value: email }, ...(known ? [{ type: '', value: known }] : [])],
      receivedAt: row.created,
      origin: 'form',
      proof: 'email_code',
      identityAwaited: false,
    });
    return { number };
  });
}
