import type { z } from 'zod';
import { sql } from '@/db/client';
import type { Caller } from '@/features/access/authenticate';
import { readCompanySettings } from '@/features/access/data/company';
import { takeAttempt } from '@/features/access/mutations/limits';
import { encryptSecret } from '@/lib/crypto';
import { newId } from '@/lib/ids';
import { canSendMail, sendMail } from '@/lib/mail';
import { CODE_MINUTES } from '../constants';
import { codeHash, newCode } from '../core/verification-code';
import { readFormEnabled } from '../data/form-settings';
import { mailTexts } from '../data/mail-texts';
import type { formInput } from '../schema';

export type FormContent = z.output<typeof formInput> & { locale: string };
export type SendAnswer = { sent: true; id: string } | { sent: false; fault: 'closed' | 'limit' | 'mail' };

const HOUR = 3600;

/**
 * Keeps what the public form sent, encrypted, until the code that goes to the address is typed. Nobody is looked up: known and unknown
 * addresses cannot be told apart. At most 5 codes an hour go to an address, and 20 are asked for by a caller.
 */
export async function sendCode(content: FormContent, caller: Caller): Promise<SendAnswer> {
  if (!(await readFormEnabled()) || !canSendMail()) return { sent: false, fault: 'closed' };
  const attempt = await takeAttempt([
    { key: `privacy-form:caller:${caller.address}`, max: 20, seconds: HOUR },
    { key: `privacy-form:address:${content.email}`, max: 5, seconds: HOUR },
  ]);
  if (attempt !== 'allowed') return { sent: false, fault: 'limit' };
  const id = newId();
  const code = newCode();
  await sql()`
    insert into subject_request_codes (id, content_encrypted, code_hash, expires_at)
    values (${id}, ${encryptSecret(JSON.stringify(content))}, ${codeHash(id, code)}, now() + make_interval(mins => ${CODE_MINUTES}))`;
  const t = mailTexts(content.locale);
  const { name } = await readCompanySettings();
  const words = { company: name || 'Tessera', code, minutes: CODE_MINUTES };
  const answer = await sendMail({ to: content.email, subject: t('code.subject', words), text: t('code.text', words) });
  return answer === 'sent' ? { sent: true, id } : { sent: false, fault: 'mail' };
}
