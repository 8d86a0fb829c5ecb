import type { TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { encryptSecret } from '@/lib/crypto';
import { canSendMail } from '@/lib/mail';
import { NOTIFY_JOB } from '../constants';
import type { Notice, SubjectRequest } from '../types';

/**
 * Sends a message to whoever asked, when there is an address and a mail server; the job carries the address encrypted, so that nothing of
 * the person is left in the queue. @returns whether a message is under way
 */
export async function notifySubject(
  tx: TransactionSql,
  request: Pick<SubjectRequest, 'id' | 'contact' | 'locale'>,
  notice: Notice,
): Promise<boolean> {
  if (!request.contact || !canSendMail()) return false;
  const { id: requestId, locale, contact } = request;
  await enqueue(tx, NOTIFY_JOB, { requestId, notice, locale, to: encryptSecret(contact) }, { maxAttempts: 5 });
  return true;
}
