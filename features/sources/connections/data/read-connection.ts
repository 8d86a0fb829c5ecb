import type { AnySql } from '@/db/client';
import { decryptSecret } from '@/lib/crypto';
import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { connectorOf } from '@/plugins/connectors/registry';
import type { AnyConnector } from '@/plugins/kit/connector';
import { isSecret, settingsFields } from '@/plugins/kit/settings-fields';
import type { Connection } from '../types';

/** @throws AppError not_found for what is no connector's source */
export async function readConnection(sql: AnySql, sourceId: string): Promise<Connection> {
  const [found] = isUuid(sourceId)
    ? await sql<Connection[]>`
        select c.source_id as "sourceId", s.kind, c.settings_encrypted is not null as "hasSettings", c.selection, c.columns, c.mapping, c.mode,
          c.on_drift as "onDrift", c.schedule, c.next_run_at as "nextRunAt", c.paused, c.cursor, s.status = 'enabled' as enabled,
          (s.settings->>'rateLimitPerSecond')::float8 as "ratePerSecond"
        from source_connections c join sources s on s.id = c.source_id where c.source_id = ${sourceId} and s.status <> 'deleted'`
    : [];
  if (!found || !connectorOf(found.kind)) throw new AppError('not_found', 'There is no such source.', { key: 'source.none' });
  return found;
}

/** The settings as they are stored, secrets included; undefined when none were saved yet. Never leaves the server. */
export async function storedSettings(sql: AnySql, sourceId: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await sql<{ settings: string | null }[]>`
    select settings_encrypted as settings from source_connections where source_id = ${sourceId}`;
  return row?.settings ? (JSON.parse(decryptSecret(row.settings)) as Record<string, unknown>) : undefined;
}

/** A connector ready to work, with its settings in clear. Never leaves the server. @throws AppError conflict when they are missing or no longer fit */
export async function openConnector(
  sql: AnySql,
  { sourceId, kind }: Pick<Connection, 'sourceId' | 'kind'>,
): Promise<{ connector: AnyConnector; settings: unknown }> {
  const connector = connectorOf(kind);
  const parsed = connector?.settings.safeParse(await storedSettings(sql, sourceId));
  if (!connector || !parsed?.success)
    throw new AppError('conflict', 'Save the settings of this source first.', { key: 'connector.settings' });
  return { connector, settings: parsed.data };
}

/** What the form may show: everything but the secrets, and which of those are set. */
export async function shownSettings(
  sql: AnySql,
  { sourceId, kind }: Pick<Connection, 'sourceId' | 'kind'>,
): Promise<{
  values: Record<string, string | number | boolean>;
  set: string[];
}> {
  const connector = connectorOf(kind);
  const stored = (await storedSettings(sql, sourceId)) ?? {};
  const values: Record<string, string | number | boolean> = {};
  const set: string[] = [];
  for (const field of connector ? settingsFields(connector) : []) {
    const value = stored[field.name];
    if (isSecret(field)) {
      if (value !== undefined && value !== '') set.push(field.name);
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') values[field.name] = value;
  }
  return { values, set };
}
