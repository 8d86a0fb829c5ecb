import { decryptSecret } from '@/lib/crypto';
import { destinationKind } from '@/plugins/destinations/registry';
import { isSecret, settingsFields } from '@/plugins/kit/settings-fields';
import type { AnyDestination, Destination } from '@/plugins/kit/types';
import type { SendingDestination } from '../types';

/** A destination ready to send: its plug-in, its settings in clear, and the secrets among them. Never leaves the server. */
export type Connection = { plugin: AnyDestination; settings: unknown; secrets: string[] };
export type EachConnection = { plugin: Destination<unknown>; settings: unknown; secrets: string[] };

/**
 * Opens a destination's settings.
 * @throws Error when its kind is gone, or its settings cannot be read or no longer fit: nothing is sent with half of them.
 */
export function openConnection({ id, kind, settingsEncrypted }: Pick<SendingDestination, 'id' | 'kind' | 'settingsEncrypted'>): Connection {
  const plugin = destinationKind(kind);
  if (!plugin) throw new Error(`Destination ${id} is of the unknown kind ${kind}`);
  const parsed = plugin.settings.safeParse(JSON.parse(decryptSecret(settingsEncrypted)));
  if (!parsed.success) throw new Error(`The settings of destination ${id} do not fit its kind`);
  return { plugin, settings: parsed.data, secrets: secretsOf(plugin, parsed.data) };
}

/** A destination that is told of each change. @throws Error for any other */
export function eachConnection(destination: Parameters<typeof openConnection>[0]): EachConnection {
  const { plugin, settings, secrets } = openConnection(destination);
  if (plugin.transport !== 'each') throw new Error(`Destination ${destination.id} is not told of each change`);
  return { plugin, settings, secrets };
}

/** The values of the fields that are write-only. */
export function secretsOf(plugin: AnyDestination, settings: unknown): string[] {
  const values = settings as Record<string, unknown>;
  return settingsFields(plugin).flatMap((field) => {
    const value = values[field.name];
    return isSecret(field) && typeof value === 'string' ? [value] : [];
  });
}
