import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { addAccesses } from '@/features/access/mutations/note-access';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { writeLetter } from '@/lib/mime';
import { openSmtp } from '@/lib/smtp';
import { previewFor } from '../data/preview';
import { readSender } from '../data/sender';
import type { Rendered, Sender, TemplateContent } from '../types';
import { requireSound } from './templates';

/** How a test went: the server took it, or why not, as a code with what the server said of it. */
export type TestAnswer = { ok: true; to: string } | { ok: false; reason: string; status: string | null };

/** The address of the member of staff who asks. @throws AppError forbidden */
async function ownAddress(scope: Scope): Promise<string> {
  const { actor } = scope;
  const [row] = actor.type === 'user' ? await sql()<{ email: string }[]>`select email from users where id = ${actor.id}` : [];
  if (!row) throw new AppError('forbidden', 'Your role does not include this.', { key: 'access.role' });
  return row.email;
}

/** Sends a template to whoever asks, made out for the person chosen, as far as they may see that person. Its links lead nowhere. */
export async function sendTestMail(scope: Scope, content: TemplateContent, profileId: string | null): Promise<TestAnswer> {
  requireSound(content);
  const { letter, faults, profileId: shown } = await previewFor(sql(), content, profileId, scope);
  if (!letter)
    throw new AppError('invalid_input', faults[0]?.message ?? 'The template cannot be filled.', {
      key: 'email.templateFault',
      values: { line: faults[0]?.line ?? 1, message: faults[0]?.message ?? '' },
    });
  return deliver(scope, { ...letter, subject: `[Test] ${letter.subject}` }, shown);
}

/** Sends a few words to whoever asks, to try the sender's settings out. */
export async function testSender(scope: Scope, words: { subject: string; text: string }): Promise<TestAnswer> {
  return deliver(scope, { subject: words.subject, text: `${words.text}\n`, html: `<p>${words.text}</p>` });
}

/** @param shown the person whose data the letter holds */
async function deliver(scope: Scope, letter: Rendered, shown: string | null = null): Promise<TestAnswer> {
  const sender = await readSender(sql());
  if (!sender) throw new AppError('conflict', 'Set up the sender first.', { key: 'email.noSender' });
  const to = await ownAddress(scope);
  const answer = await transmit(sender, to, letter);
  await sql().begin(async (tx) => {
    const line = await audit(tx, scope, { action: 'email_test.sent', subjectType: 'email_sender', details: { ok: answer.ok } });
    await addAccesses(tx, line, shown ? [shown] : []);
  });
  return answer;
}

async function transmit(sender: Sender, to: string, letter: Rendered): Promise<TestAnswer> {
  const smtp = await openSmtp(sender.server);
  if (!('send' in smtp)) return { ok: false, reason: smtp.code, status: null };
  try {
    const domain = sender.fromAddress.slice(sender.fromAddress.lastIndexOf('@') + 1);
    const data = await writeLetter({
      from: { name: sender.fromName, address: sender.fromAddress },
      to,
      replyTo: sender.replyTo || undefined,
      ...letter,
      messageId: `${newId()}@${domain}`,
      date: new Date(),
      headers: {},
      dkim: sender.dkim,
    });
    const result = await smtp.send({ from: sender.fromAddress, to, data });
    if (result.outcome === 'accepted') return { ok: true, to };
    if (result.outcome === 'refused')
      return { ok: false, reason: `refused_${result.stage}`, status: [result.code, result.status].filter(Boolean).join(' ') };
    return { ok: false, reason: result.outcome === 'not_sent' ? result.failure.code : 'unknown', status: null };
  } finally {
    smtp.close();
  }
}
