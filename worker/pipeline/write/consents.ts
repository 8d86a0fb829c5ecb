import type { TransactionSql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { mappedCategories } from '@/features/consent/categories/data';
import { countFaults } from '@/features/consent/categories/mutations';
import { consentsFromEvent } from '@/features/consent/core/from-event';
import { listChannels, listPurposes } from '@/features/consent/data/purposes';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import type { ConsentRow } from '@/features/consent/types';
import type { PipelineEvent } from '../types';

/** Records what events say of consent. The profiles must be locked. @returns the dependencies touched: `consent:<purpose>/<channel>` */
export async function writeConsents(tx: TransactionSql, events: readonly PipelineEvent[]): Promise<Set<string>> {
  const carrying = events.filter((e) => 'consent' in e.context);
  if (carrying.length === 0) return new Set();
  const known = {
    purposes: new Set((await listPurposes(tx)).map((p) => p.key)),
    channels: new Set((await listChannels(tx)).map((c) => c.key)),
    categories: await mappedCategories(tx),
  };
  const read = carrying.map((event) => ({ event, ...consentsFromEvent(event.context, known) }));
  await countFaults(
    tx,
    read.flatMap(({ event, faults }) => faults.map((fault) => ({ ...fault, sourceId: event.sourceId }))),
  );
  const said = latestOnly(read.flatMap(({ event, rows }) => rows.map((row) => toRow(event, row))));
  const rows = await newsOnly(tx, said);
  await recordConsents(tx, systemScope('pipeline'), rows, { sends: 'ignore' });
  return new Set(rows.map((r) => `consent:${r.purpose}/${r.channel}`));
}

/** The event by which consent managers report a choice that was just made. */
const CHOICE = 'Segment Consent Preference Updated';
const DAY_MS = 86_400_000;

function toRow(e: PipelineEvent, said: Pick<ConsentRow, 'purpose' | 'channel' | 'state'>) {
  const chosen = e.name === CHOICE || e.mode === 'import';
  return {
    ...said,
    profileId: e.profileId,
    occurredAt: e.occurredAt,
    method: e.mode === 'import' ? ('import' as const) : ('sdk' as const),
    // What is carried along was said before, nobody knows to what wording.
    evidence: { eventId: e.id, sourceId: e.sourceId, ...(chosen ? {} : { carried: true }) },
    chosen,
  };
}

/**
 * SDKs put consent on every event. Of the same statement about the same person the latest of a batch is enough, and beside it the latest
 * choice: the fold asks for the latest of each, so that nothing else could come out.
 */
function latestOnly(rows: readonly Said[]): Said[] {
  const latest = new Map<string, Said>();
  for (const row of rows) {
    const key = `${row.profileId} ${row.purpose}/${row.channel} ${row.state} ${row.chosen}`;
    const before = latest.get(key);
    if (!before || row.occurredAt > before.occurredAt) latest.set(key, row);
  }
  return [...latest.values()];
}

type Said = ConsentRow & { occurredAt: Date; chosen: boolean };

/**
 * A yes that events carry along, although nobody has just chosen anything, is kept once a day: the ledger would otherwise grow with every page
 * view. Leaving out a yes can only make the fold stricter, whatever comes late; a no is therefore always kept.
 */
async function newsOnly(tx: TransactionSql, rows: readonly Said[]): Promise<ConsentRow[]> {
  const repeated = rows.filter((row) => row.state === 'granted' && !row.chosen);
  const states = repeated.length
    ? await tx<{ key: string; since: Date }[]>`
        select profile_id || ' ' || purpose || '/' || channel as key, since from consent_states
        where profile_id = any(${[...new Set(repeated.map((row) => row.profileId))]}::uuid[]) and state = 'granted'`
    : [];
  const since = new Map(states.map((state) => [state.key, state.since.getTime()]));
  // After a choice of the same batch a yes is nothing new, and after a no it is again.
  for (const row of rows)
    if (row.state === 'granted' && row.chosen) since.set(`${row.profileId} ${row.purpose}/${row.channel}`, row.occurredAt.getTime());
  for (const row of rows) if (row.state !== 'granted') since.delete(`${row.profileId} ${row.purpose}/${row.channel}`);
  return rows.flatMap(({ chosen, ...row }) => {
    const known = since.get(`${row.profileId} ${row.purpose}/${row.channel}`);
    const at = row.occurredAt.getTime();
    const old = row.state === 'granted' && !chosen && known !== undefined && known <= at && at < known + DAY_MS;
    return old ? [] : [row];
  });
}
