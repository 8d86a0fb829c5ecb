import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { withFilePlace } from '@/lib/file-place';
import { callHttp } from '@/lib/http';
import { newId } from '@/lib/ids';
import { ConnectionError } from '@/lib/safe-socket';
import type { FileSettings } from '@/plugins/kit/file-settings';
import type { DestinationRow, RowResult } from '@/plugins/kit/types';
import { redact } from '../core/redact';
import { type Connection, openConnection } from '../data/connection';

export type TestAnswer = {
  ok: boolean;
  responseStatus: number | null;
  errorCode: string | null;
  message: string | null;
  response: string | null;
  durationMs: number;
};

/** Nobody: a test names no person. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const SHOWN = 2_000;

/** Sends one message of kind `test`, about nobody, and writes it to the delivery log. */
export async function testDestination(scope: Scope, id: string): Promise<TestAnswer> {
  const [row] = await sql()<{ id: string; kind: string; settingsEncrypted: string }[]>`
    select id, kind, settings_encrypted as "settingsEncrypted" from destinations where id = ${id} and status in ('enabled', 'paused')`;
  if (!row) throw new AppError('not_found', 'There is no such destination.', { key: 'destination.none' });
  const connection = openConnection(row);
  const now = new Date();
  const message: DestinationRow = {
    id: newId(),
    kind: 'test',
    at: now.toISOString(),
    segment: null,
    profile: { id: NOBODY, previousIds: [], traits: { example: true }, identifiers: [] },
  };
  const begun = performance.now();
  const result = await check(connection, message, now);
  const durationMs = Math.round(performance.now() - begun);
  const response = result.response === undefined ? null : redact(result.response, connection.secrets).replaceAll('\u0000', '');
  await sql().begin(async (tx) => {
    await tx`
      insert into deliveries (profile_id, id, destination_id, kind, status, payload, attempts, response_status, response, duration_ms,
                              error_code, error, finished_at)
      values (${NOBODY}, ${message.id}, ${id}, 'test', ${result.ok ? 'sent' : 'dead'}, ${tx.json(message.profile as never)}, 1,
              ${result.responseStatus ?? null}, ${response}, ${durationMs}, ${result.ok ? null : result.code},
              ${result.ok ? null : result.message}, now())`;
    await audit(tx, scope, { action: 'destination.tested', subjectType: 'destination', subjectId: id, details: { ok: result.ok } });
  });
  return {
    ok: result.ok,
    responseStatus: result.responseStatus ?? null,
    errorCode: result.ok ? null : result.code,
    message: result.ok ? null : result.message,
    response: response?.slice(0, SHOWN) ?? null,
    durationMs,
  };
}

/** A destination of files is tested by bringing a file there and taking it away again. */
async function check({ plugin, settings }: Connection, message: DestinationRow, now: Date): Promise<RowResult> {
  if (plugin.transport === 'each') return plugin.check(message, { settings, http: callHttp, now });
  const folder = path.resolve(/* turbopackIgnore: true */ env().DATA_DIR, 'outgoing');
  const local = path.join(folder, `${message.id}.txt`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(local, 'Tessera test\n', { mode: 0o600 });
    await withFilePlace(settings as FileSettings, async (place) => place.discard(await place.stage(local)));
    return { ok: true };
  } catch (error) {
    if (error instanceof ConnectionError) return { ok: false, ...error.failure };
    return { ok: false, retry: true, code: 'file', message: 'The file could not be written there.' };
  } finally {
    await rm(local, { force: true });
  }
}
