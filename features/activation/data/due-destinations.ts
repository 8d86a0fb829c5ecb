import type { AnySql } from '@/db/client';
import type { SendingDestination } from '../types';

/** Destinations told of each change, with a delivery that is due. A paused one keeps its deliveries; one that is being deleted still sends its removals. */
export async function dueDestinations(tx: AnySql): Promise<SendingDestination[]> {
  return tx<SendingDestination[]>`
    select id, kind, purpose, channel, settings_encrypted as "settingsEncrypted" from destinations d
    where status in ('enabled', 'deleting') and transport = 'each' and exists (
      select from deliveries x
      where x.destination_id = d.id and x.status in ('pending', 'sending', 'retry') and x.next_attempt_at <= clock_timestamp())`;
}

/** The destination as it is now, or undefined when it may no longer send. */
export async function sendingDestination(tx: AnySql, id: string): Promise<SendingDestination | undefined> {
  const [row] = await tx<SendingDestination[]>`
    select id, kind, purpose, channel, settings_encrypted as "settingsEncrypted" from destinations
    where id = ${id} and status in ('enabled', 'deleting')`;
  return row;
}
