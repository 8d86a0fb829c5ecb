import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { encryptSecret } from '@/lib/crypto';
import { AppError, type ErrorKey } from '@/lib/errors';
import { installationServer, openSecrets, readSenderRow, type SenderSecrets } from '../data/sender';
import type { SenderInput } from '../schema';

const invalid = (path: string, message: string, key: ErrorKey) =>
  new AppError('invalid_input', message, { key, fields: [{ path, message, key }] });

/** Saves who mails come from and how they go. Secrets left empty keep their value. @throws AppError invalid_input */
export async function saveSender(scope: Scope, input: SenderInput): Promise<void> {
  if (input.useInstallation && !installationServer())
    throw invalid('useInstallation', 'SMTP_URL is not set.', 'email.noInstallationServer');
  if (!input.useInstallation && input.host === '') throw invalid('host', 'Name the mail server.', 'email.host');
  await sql().begin(async (tx) => {
    const before = await readSenderRow(tx);
    const secrets = mergeSecrets(input, openSecrets(before?.settings ?? null));
    const { fromName, fromAddress, replyTo, bounceAddress, postalAddress, ratePerMinute } = input;
    await tx`
      insert into email_sender (key, from_name, from_address, reply_to, bounce_address, postal_address, rate_per_minute, settings_encrypted)
      values ('default', ${fromName}, ${fromAddress}, ${replyTo}, ${bounceAddress}, ${postalAddress}, ${ratePerMinute},
              ${encryptSecret(JSON.stringify(secrets))})
      on conflict (key) do update set from_name = excluded.from_name, from_address = excluded.from_address, reply_to = excluded.reply_to,
        bounce_address = excluded.bounce_address, postal_address = excluded.postal_address, rate_per_minute = excluded.rate_per_minute,
        next_slot_at = null, settings_encrypted = excluded.settings_encrypted, updated_at = now()`;
    await audit(tx, scope, {
      action: 'email_sender.changed',
      subjectType: 'email_sender',
      details: { host: secrets.host || 'SMTP_URL', ratePerMinute },
    });
  });
}

function mergeSecrets(input: SenderInput, before: SenderSecrets | undefined): SenderSecrets {
  const own = !input.useInstallation;
  const dkimKey = input.dkimDomain === '' ? '' : input.dkimKey || before?.dkimKey || '';
  if (input.dkimDomain !== '' && !/-----BEGIN (RSA )?PRIVATE KEY-----/.test(dkimKey)) {
    throw invalid('dkimKey', 'A private key in PEM form, as in -----BEGIN PRIVATE KEY-----', 'email.dkimKey');
  }
  if (input.dkimDomain !== '' && input.dkimSelector === '')
    throw invalid('dkimSelector', 'Name the selector of the key.', 'email.dkimSelector');
  // A password belongs to its server: it never goes to another one that somebody names later.
  const sameServer = before?.host === input.host && before.user === input.user;
  return {
    host: own ? input.host : '',
    port: input.port,
    security: input.security,
    user: own ? input.user : '',
    password: own ? input.password || (sameServer ? before.password : '') : '',
    dkimDomain: input.dkimDomain,
    dkimSelector: input.dkimSelector,
    dkimKey,
  };
}
