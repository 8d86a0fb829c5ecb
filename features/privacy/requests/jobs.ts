import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { systemScope } from '@/features/access/core/scope';
import { readCompanySettings } from '@/features/access/data/company';
import { decryptSecret } from '@/lib/crypto';
import { createFormat } from '@/lib/format';
import { isLocale, locales } from '@/lib/i18n/config';
import { sendMail } from '@/lib/mail';
import { NOTIFY_JOB, notices } from './constants';
import { readRequest } from './data/find-request';
import { mailTexts } from './data/mail-texts';
import { record } from './mutations/record';

/** Sends one message to whoever asked. The address comes encrypted with the job and is nowhere else when the person was erased. */
export const notifySubjectJob = defineJob({
  name: NOTIFY_JOB,
  payload: z.strictObject({ requestId: z.uuid(), notice: z.enum(notices), locale: z.string(), to: z.string() }),
  handle: async ({ requestId, notice, locale, to }, { isLastAttempt }) => {
    const [request, company] = await Promise.all([readRequest(sql(), requestId), readCompanySettings()]);
    const t = mailTexts(locale);
    const format = createFormat({ locale: isLocale(locale) ? locale : locales[0], timeZone: company.timeZone, currency: company.currency });
    const words = {
      company: company.name || 'Tessera',
      number: format.integer(request.number),
      type: t(`type.${request.type}`),
      due: format.date(request.dueAt),
      reason: request.extensionReason ?? '',
      ground: request.refusalGround ? t(`ground.${request.refusalGround}`) : '',
      note: request.refusalNote ?? '',
    };
    const subject = t('subject', words);
    const variant = notice === 'done' ? `done_${request.type}` : notice;
    const text = [t('greeting'), t(`text.${variant}`, words), notice === 'refused' ? t('complaint') : '', t('signature', words)];
    const answer = await sendMail({ to: decryptSecret(to), subject, text: text.filter(Boolean).join('\n\n') });
    if (answer === 'failed' && !isLastAttempt) throw new Error('The mail server did not take the message');
    await record(sql(), systemScope('Requests'), requestId, { kind: answer === 'sent' ? 'mailed' : 'not_mailed', details: { notice } });
  },
});
