import type { AnySql } from '@/db/client';
import { openConnector, readConnection } from '@/features/sources/connections/data/read-connection';

/** Names of tables and views; none for sources without such. @throws ConnectionError, AppError */
export async function listStreams(sql: AnySql, sourceId: string, signal: AbortSignal): Promise<string[]> {
  const { connector, settings } = await openConnector(sql, await readConnection(sql, sourceId));
  return connector.variant === 'pull' ? connector.streams({ settings, signal }) : [];
}
