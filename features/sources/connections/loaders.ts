import 'server-only';
import { sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { requireScope } from '@/features/access/gate';
import { appUrl } from '@/lib/env';
import type { Schedule } from '@/lib/schedule';
import { connectorOf } from '@/plugins/connectors/registry';
import { type SettingsField, settingsFields } from '@/plugins/kit/settings-fields';
import { readConnection, shownSettings } from './data/read-connection';
import { type RunLog, runLogOf } from './data/run-log';
import { listRuns } from './data/runs';

export type ConnectionView = {
  id: string;
  kind: string;
  name: string;
  docs: string;
  variant: 'pull' | 'files' | 'webhook';
  fields: SettingsField[];
  settings: { values: Record<string, string | number | boolean>; set: string[] };
  hasSettings: boolean;
  /** Where others call, for webhooks. */
  address: string | null;
};

/** The settings form of a connector's source, without its secrets. @throws AppError not_found */
export async function loadConnection(id: string): Promise<ConnectionView> {
  await requireScope('sources:write');
  const connection = await readConnection(sql(), id);
  const connector = connectorOf(connection.kind);
  if (!connector) throw new Error('A connection has a connector');
  return {
    id,
    kind: connection.kind,
    name: connector.name,
    docs: connector.docs,
    variant: connector.variant,
    fields: settingsFields(connector),
    settings: await shownSettings(sql(), connection),
    hasSettings: connection.hasSettings,
    address: connector.variant === 'webhook' ? `${appUrl()}/api/hooks/${id}` : null,
  };
}

export type ScheduleView = { id: string; schedule: Schedule | null; paused: boolean; nextRunAt: string | null; timeZone: string };

/** When the source is read by itself. @throws AppError not_found */
export async function loadSchedule(id: string): Promise<ScheduleView> {
  await requireScope('sources:write');
  const [{ schedule, paused, nextRunAt }, { timeZone }] = await Promise.all([readConnection(sql(), id), readCompanySettings()]);
  return { id, schedule, paused: paused !== null, nextRunAt: nextRunAt?.toISOString() ?? null, timeZone };
}

/** The log of readings. @throws AppError not_found */
export async function loadRunLog(id: string): Promise<{ log: RunLog; mayWrite: boolean }> {
  const scope = await requireScope('sources:read');
  const connection = await readConnection(sql(), id);
  return { log: runLogOf(connection, await listRuns(sql(), id)), mayWrite: scope.can('sources:write') };
}
