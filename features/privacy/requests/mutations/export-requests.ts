import { sql } from '@/db/client';
import { audit } from '@/features/access/audit';
import { readCompanySettings } from '@/features/access/data/company';
import type { Scope } from '@/features/access/types';
import { csvLine } from '@/lib/csv';
import { listRequests } from '../data/list-requests';
import type { ListQuery } from '../schema';

const CHUNK = 200;
const header = ['number', 'type', 'state', 'origin', 'received_at', 'due_at', 'days_left', 'paused_at', 'extended_at', 'finished_at'];
const more = ['assignee', 'result', 'refusal_ground'];

/** The filtered register as CSV, by urgency; without the people, who are not needed to show that the law was kept. Audited. */
export async function exportRequests(scope: Scope, query: ListQuery): Promise<ReadableStream<Uint8Array>> {
  const { timeZone } = await readCompanySettings();
  const reader = { userId: scope.actor.type === 'user' ? scope.actor.id : null, timeZone };
  const { q, cursor: _cursor, limit: _limit, ...filter } = query;
  await audit(sql(), scope, { action: 'request.exported', subjectType: 'request', details: { ...filter, searched: Boolean(q) } });
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  return new ReadableStream({
    start: (out) => out.enqueue(encoder.encode(csvLine([...header, ...more]))),
    pull: async (out) => {
      const page = await listRequests({ ...query, cursor, limit: CHUNK }, reader);
      for (const line of page.data) {
        const { number, type, state, origin, receivedAt, dueAt, pausedAt, extendedAt, finishedAt } = line;
        const result = line.nothingHeld ? 'nothing_held' : state === 'done' ? 'done' : '';
        const cells = [number, type, state, origin, receivedAt, dueAt, line.daysLeft, pausedAt, extendedAt, finishedAt];
        out.enqueue(encoder.encode(csvLine([...cells, line.assignee, result, line.refusalGround].map((cell) => String(cell ?? '')))));
      }
      cursor = page.nextCursor ?? undefined;
      if (!page.nextCursor) out.close();
    },
  });
}
