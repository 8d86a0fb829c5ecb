import type { Sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { ConnectionError, type ConnectionFailure } from '@/lib/safe-socket';
import { completeSettings, hostOf } from '../mutations/settings';
import { readConnection } from './read-connection';

/** `hostKey`: the key an SFTP server shows, to be confirmed by a person. `facts`: what the source says about itself. */
export type TestAnswer = { ok: true; facts: Record<string, string>; hostKey: string | null } | { ok: false; failure: ConnectionFailure };

const TEST_MS = 30_000;

/** Tries the settings as they stand in the form, with the stored secrets where it left them empty. Stores nothing. */
export async function testSettings(sql: Sql, scope: Scope, id: string, given: Record<string, unknown>): Promise<TestAnswer> {
  const connection = await readConnection(sql, id);
  const { connector, settings } = await sql.begin((tx) => completeSettings(tx, connection, given));
  if (connector.variant === 'webhook') return { ok: true, facts: {}, hostKey: null };
  const answer = await connector.check({ settings, signal: AbortSignal.timeout(TEST_MS) }).then(
    ({ facts, hostKey }): TestAnswer => ({ ok: true, facts, hostKey: hostKey ?? null }),
    (error): TestAnswer => {
      if (error instanceof ConnectionError) return { ok: false, failure: error.failure };
      throw error;
    },
  );
  const details = { ok: answer.ok, ...hostOf(settings) };
  await sql.begin((tx) => audit(tx, scope, { action: 'source.tested', subjectType: 'source', subjectId: id, details }));
  return answer;
}
