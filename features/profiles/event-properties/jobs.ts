import { sql } from '@/db/client';
import { defineJob, enqueue } from '@/db/jobs';
import { SEARCH_KEYS_JOB } from './constants';
import { restKey } from './core/job-key';
import { clearChunk, fillChunk, waitForReaders } from './mutations/search-keys';
import { position, searchableInput } from './schema';

/**
 * Fills the search keys of an event's property from stored events, or clears them, in chunks; a worker that stops leaves the rest as
 * a job of its own. Does nothing when the property was switched back meanwhile: that enqueued another one. One after another, so
 * that filling and clearing never meet.
 */
export const searchKeysJob = defineJob({
  name: SEARCH_KEYS_JOB,
  payload: searchableInput.extend({ after: position.nullish() }),
  handle: async ({ event, property, searchable, after }, { signal }) => {
    const which = { event, property };
    await waitForReaders(sql(), signal);
    if (!searchable) return clear(which, signal);
    for (let at = after ?? null; ; ) {
      at = await fillChunk(which, at);
      if (!at) return;
      if (!signal.aborted) continue;
      const rest = { event, property, searchable, after: at };
      return enqueue(sql(), SEARCH_KEYS_JOB, rest, { key: restKey(event, property), queue: 'search-keys' });
    }
  },
});

async function clear(which: { event: string; property: string }, signal: AbortSignal): Promise<void> {
  // A merge may have moved keys behind the walk: again until a walk finds none.
  for (let found = true; found; ) {
    found = false;
    for (let chunk = await clearChunk(which, null); chunk; chunk = await clearChunk(which, chunk.last)) {
      found ||= chunk.cleared > 0;
      // What is cleared stays cleared: another try finds less.
      if (signal.aborted) throw new Error('The worker stops: clearing goes on with the next one');
    }
  }
}
