import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { fieldErrors } from '@/features/access/core/field-errors';
import type { Scope } from '@/features/access/types';
import { encryptSecret } from '@/lib/crypto';
import { AppError } from '@/lib/errors';
import { connectorOf } from '@/plugins/connectors/registry';
import type { AnyConnector } from '@/plugins/kit/connector';
import { withStoredSecrets } from '@/plugins/kit/settings-fields';
import { createSource } from '../../mutations';
import { readConnection, storedSettings } from '../data/read-connection';
import type { Connection } from '../types';

/** A source of this connector, still without settings. @throws AppError conflict when the name is taken, invalid_input for an unknown kind */
export async function createConnectorSource(
  tx: TransactionSql,
  scope: Scope,
  { name, kind }: { name: string; kind: string },
): Promise<{ id: string }> {
  if (!connectorOf(kind)) throw new AppError('invalid_input', 'There is no such kind of source.', { key: 'connector.kind' });
  const { id } = await createSource(tx, scope, { name, kind: kind as 'postgres' });
  await tx`insert into source_connections (source_id) values (${id})`;
  return { id };
}

/** Waits for who else changes or starts this source. @throws AppError not_found */
export async function lockConnection(tx: TransactionSql, sourceId: string): Promise<Connection> {
  await tx`select from source_connections where source_id = ${sourceId} for update`;
  return readConnection(tx, sourceId);
}

/** Settings as given by the form, with the stored secrets where it left them empty. @throws AppError invalid_input (`settings.<field>`) */
export async function completeSettings(
  tx: TransactionSql,
  connection: Connection,
  given: Record<string, unknown>,
): Promise<{ connector: AnyConnector; settings: unknown }> {
  const connector = connectorOf(connection.kind);
  if (!connector) throw new AppError('not_found', 'There is no such source.', { key: 'source.none' });
  const stored = (await storedSettings(tx, connection.sourceId)) ?? {};
  const parsed = connector.settings.safeParse(withStoredSecrets(connector, given, stored));
  if (parsed.success) return { connector, settings: parsed.data };
  const fields = fieldErrors(parsed.error).map((field) => ({ ...field, path: `settings.${field.path}` }));
  throw new AppError('invalid_input', fields[0]?.message ?? 'The settings are not valid.', {
    key: fields[0] ? fields[0].key : 'connector.settings',
    values: fields[0]?.values,
    fields,
  });
}

/** Stores a connector's settings, encrypted as a whole. A secret left empty keeps its value, while it goes to the same server. */
export async function saveSettings(tx: TransactionSql, scope: Scope, id: string, given: Record<string, unknown>): Promise<void> {
  const connection = await lockConnection(tx, id);
  const { settings } = await completeSettings(tx, connection, given);
  await tx`
    update source_connections set settings_encrypted = ${encryptSecret(JSON.stringify(settings))}, updated_at = now() where source_id = ${id}`;
  await audit(tx, scope, { action: 'source.settings_saved', subjectType: 'source', subjectId: id, details: hostOf(settings) });
}

/** The server that settings name, for the audit log; nothing for those that name none. */
export function hostOf(settings: unknown): { host?: string } {
  const { host } = settings as { host?: unknown };
  return typeof host === 'string' && host !== '' ? { host } : {};
}
