import type { Sql } from '@/db/client';
import { describeFailure, isConflict, isDataFailure } from './database-errors';
import { processEvents } from './process-events';
import type { PipelineEvent, Reject } from './types';

class Undo extends Error {}

/**
 * Finds the events that make a batch fail, by halves, in transactions that are undone. Without a finding the failure was not
 * in the data.
 */
export async function isolatePoison(sql: Sql, events: readonly PipelineEvent[]): Promise<Map<PipelineEvent, Reject>> {
  const found = new Map<PipelineEvent, Reject>();
  const search = async (part: readonly PipelineEvent[]): Promise<void> => {
    const failure = await tryEvents(sql, part);
    if (failure === undefined) return;
    const [only] = part;
    if (part.length === 1 && only) {
      const { id: _, sourceId, receivedAt, messageId } = only;
      found.set(only, { sourceId, receivedAt, messageId, raw: only.raw(), ...describeFailure(failure) });
      return;
    }
    const middle = part.length >> 1;
    await search(part.slice(0, middle));
    await search(part.slice(middle));
  };
  await search(events);
  return found;
}

/** @returns why they fail, or undefined. @throws what is not the data's fault */
async function tryEvents(sql: Sql, events: readonly PipelineEvent[]): Promise<Error | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sql.begin(async (tx) => {
        await processEvents(tx, events, { thorough: true, probe: () => undefined });
        throw new Undo();
      });
    } catch (error) {
      if (error instanceof Undo) return undefined;
      if (isConflict(error) && attempt < 10) continue;
      if (isDataFailure(error) && error instanceof Error) return error;
      throw error;
    }
  }
}
