import { sql, type TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { fieldErrors } from '@/features/access/core/field-errors';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { channelByKey, purposeByKey } from '@/features/consent/data/purposes';
import { decryptSecret, encryptSecret } from '@/lib/crypto';
import { AppError, type ErrorKey, type FieldError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { nextRun } from '@/lib/schedule';
import { destinationKind } from '@/plugins/destinations/registry';
import { type FileSettings, scheduleOf } from '@/plugins/kit/file-settings';
import { withStoredSecrets } from '@/plugins/kit/settings-fields';
import type { AnyDestination } from '@/plugins/kit/types';
import { finishDeleting, startDetaching } from './detach';
import { startLevelling } from './level';

type Input = { name: string; kind: string; purpose: string; channel: string; settings: Record<string, unknown> };

/** @throws AppError invalid_input for an unknown kind, purpose or channel, and for settings that the kind refuses (`settings.<field>`). */
export async function createDestination(scope: Scope, input: Input): Promise<{ id: string }> {
  const plugin = requireKind(input.kind);
  const settings = checkSettings(plugin, input.settings);
  return sql().begin(async (tx) => {
    await requireGate(tx, input);
    const id = newId();
    await tx`
      insert into destinations (id, name, kind, transport, next_run_at, settings_encrypted, purpose, channel)
      values (${id}, ${input.name}, ${input.kind}, ${plugin.transport}, ${await firstRun(plugin, settings)},
              ${encryptSecret(JSON.stringify(settings))}, ${input.purpose}, ${input.channel})`;
    await audit(tx, scope, { action: 'destination.created', subjectType: 'destination', subjectId: id, details: gateOf(input) });
    return { id };
  });
}

const gateOf = ({ purpose, channel }: { purpose: string; channel: string }) => ({ purpose, channel });

/** A secret left empty keeps its value, while it goes to the same server. When purpose or channel change, the destination is brought level with who may be sent now. */
export async function updateDestination(scope: Scope, { id, ...input }: Omit<Input, 'kind'> & { id: string }): Promise<void> {
  await sql().begin(async (tx) => {
    await requireGate(tx, input);
    const before = await lockDestination(tx, id);
    const plugin = requireKind(before.kind);
    const stored = JSON.parse(decryptSecret(before.settings)) as Record<string, unknown>;
    const settings = checkSettings(plugin, withStoredSecrets(plugin, input.settings, stored));
    await tx`
      update destinations set name = ${input.name}, purpose = ${input.purpose}, channel = ${input.channel},
        next_run_at = ${await firstRun(plugin, settings)}, settings_encrypted = ${encryptSecret(JSON.stringify(settings))}, updated_at = now() where id = ${id}`;
    await audit(tx, scope, { action: 'destination.changed', subjectType: 'destination', subjectId: id, details: gateOf(input) });
    if (before.purpose !== input.purpose || before.channel !== input.channel) await levelAll(tx, id);
  });
}

/** Paused: nothing is sent, what is planned waits. Changes go on being planned, so that resuming sends the latest of each person. */
export async function pauseDestination(scope: Scope, { id, paused }: { id: string; paused: boolean }): Promise<void> {
  await sql().begin(async (tx) => {
    await lockDestination(tx, id);
    await tx`update destinations set status = ${paused ? 'paused' : 'enabled'}, updated_at = now() where id = ${id}`;
    const action = paused ? 'destination.paused' : 'destination.resumed';
    await audit(tx, scope, { action, subjectType: 'destination', subjectId: id });
  });
}

/**
 * Deletes a destination. `tell`: everybody it was told of leaves it first, and it is gone when the leaves are through. Otherwise at once,
 * and the receiver keeps what it has. Settings and secrets go in both cases; the delivery log stays.
 */
export async function deleteDestination(scope: Scope, { id, tell }: { id: string; tell: boolean }): Promise<void> {
  await sql().begin(async (tx) => {
    await lockDestination(tx, id);
    await tx`update destinations set status = 'deleting', updated_at = now() where id = ${id}`;
    const syncs = await tx<{ segmentId: string }[]>`select segment_id as "segmentId" from syncs where destination_id = ${id}`;
    if (tell) for (const { segmentId } of syncs) await startDetaching(tx, { destinationId: id, segmentId });
    else await forget(tx, id);
    await finishDeleting(tx, id);
    await audit(tx, scope, { action: 'destination.deleted', subjectType: 'destination', subjectId: id, details: { tell } });
  });
}

async function forget(tx: TransactionSql, id: string): Promise<void> {
  await tx`
    update deliveries set status = 'cancelled', error_code = 'destination_deleted', finished_at = clock_timestamp()
    where destination_id = ${id} and status in ('pending', 'retry', 'sending')`;
  await tx`delete from sync_members where destination_id = ${id}`;
  await tx`delete from syncs where destination_id = ${id}`;
}

/** Begins to level every active sync of a destination. */
export async function levelAll(tx: TransactionSql, destinationId: string): Promise<void> {
  const syncs = await tx<{ segmentId: string }[]>`
    select segment_id as "segmentId" from syncs where destination_id = ${destinationId} and status = 'active'`;
  for (const { segmentId } of syncs) await startLevelling(tx, { destinationId, segmentId });
}

/** @throws AppError not_found when there is none, or it is being deleted. */
export async function lockDestination(tx: TransactionSql, id: string) {
  const [row] = await tx<{ kind: string; settings: string; purpose: string; channel: string }[]>`
    select kind, settings_encrypted as settings, purpose, channel from destinations
    where id = ${id} and status in ('enabled', 'paused') for update`;
  if (!row) throw new AppError('not_found', 'There is no such destination.', { key: 'destination.none' });
  return row;
}

/** When the files of these settings are due; null for a destination that writes none. */
async function firstRun(plugin: AnyDestination, settings: unknown): Promise<Date | null> {
  if (plugin.transport === 'each') return null;
  const { timeZone } = await readCompanySettings();
  return nextRun(scheduleOf(settings as FileSettings), new Date(), timeZone);
}

function requireKind(kind: string): AnyDestination {
  const plugin = destinationKind(kind);
  if (!plugin) throw invalid('kind', 'There is no such kind of destination.', 'destination.noKind');
  return plugin;
}

async function requireGate(tx: TransactionSql, { purpose, channel }: { purpose: string; channel: string }): Promise<void> {
  const [p, c] = [await purposeByKey(tx, purpose), await channelByKey(tx, channel)];
  if (!p || p.archived) throw invalid('purpose', 'Choose a purpose that is in use.', 'destination.purpose');
  if (!c || c.archived) throw invalid('channel', 'Choose a channel that is in use.', 'destination.channel');
}

function checkSettings(plugin: AnyDestination, settings: Record<string, unknown>): unknown {
  const parsed = plugin.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const fields: FieldError[] = fieldErrors(parsed.error).map((field) => ({ ...field, path: `settings.${field.path}` }));
  const [first] = fields;
  throw new AppError('invalid_input', first?.message ?? 'The settings are not valid.', {
    key: first ? first.key : 'destination.settings',
    values: first?.values,
    fields,
  });
}

const invalid = (path: string, message: string, key: ErrorKey) =>
  new AppError('invalid_input', message, { key, fields: [{ path, message }] });
