import type { TransactionSql } from '@/db/client';
import type { InboxEnvelope } from '@/features/ingest/types';
import { finderOf } from '../../erasure/core/spellings';
import { typedText } from '../../erasure/core/typed-text';
import type { Row, Section } from '../types';

type Person = {
  profileIds: readonly string[];
  identifiers: readonly { type: string; value: string; display: string; shared: boolean }[];
  names: readonly string[];
};

/**
 * Texts about the person that belong to no profile: events that wait or were refused, rows of files that could not be taken, what staff wrote
 * as a reason, and the person's own requests. Each row is about one person: nobody else's data comes along.
 */
export async function textSections(tx: TransactionSql, person: Person): Promise<Section[]> {
  const finder = finderOf({ identifiers: [...person.identifiers], names: [...person.names] });
  const ids = [...person.profileIds];

  async function* waiting(): AsyncGenerator<Row[]> {
    for await (const rows of tx<{ body: string }[]>`
      select i.body from inbox i join inbox_lanes l on l.lane = i.lane where i.seq > l.cursor`.cursor(500)) {
      const events = rows.filter(({ body }) => finder.finds(body)).flatMap(({ body }) => (JSON.parse(body) as InboxEnvelope).batch);
      const own = events.filter((event) => finder.finds(JSON.stringify(event)));
      if (own.length > 0) yield own.map((event) => ({ event }));
    }
  }
  async function* refused(): AsyncGenerator<Row[]> {
    for await (const rows of tx<Row[]>`select received_at, reason, raw from rejects order by received_at`.cursor(500)) {
      const own = rows.filter(({ raw }) => finder.finds(String(raw)));
      if (own.length > 0) yield own.map((row) => ({ ...row }));
    }
  }
  async function* refusedRows(): AsyncGenerator<Row[]> {
    for await (const rows of tx<Row[]>`select line, reason, raw from import_rejects order by import_id, line`.cursor(500)) {
      const own = rows.filter(({ raw }) => finder.finds(String(raw)));
      if (own.length > 0) yield own.map((row) => ({ ...row }));
    }
  }
  async function* unmatched(): AsyncGenerator<Row[]> {
    for await (const rows of tx<{ line: number; value: string; reason: string; type: string }[]>`
      select r.line, r.value, r.reason, u.read_as as type from list_upload_rejects r join list_uploads u on u.id = r.upload_id
      order by r.upload_id, r.line`.cursor(500)) {
      const own = rows.filter(({ type, value }) => finder.finds(typedText(type, value)));
      if (own.length > 0) yield own.map(({ line, value, reason }) => ({ line, value, reason }));
    }
  }
  async function* looks(): AsyncGenerator<Row[]> {
    for await (const rows of tx<Row[]>`
      select at, action, reason from audit_log where subject_type = 'profile' and subject_id = any(${ids}::text[]) order by at`.cursor(500))
      yield rows.map((row) => ({ ...row }));
  }
  async function* requests(): AsyncGenerator<Row[]> {
    for await (const rows of tx<Row[]>`
      select number, type, state, received_at, finished_at, identifiers, name, contact, message, refusal_ground, refusal_note
      from subject_requests where profile_ids && ${ids}::uuid[] order by received_at`.cursor(500))
      yield rows.map((row) => ({ ...row }));
  }
  return [
    { table: 'inbox', columns: ['event'], rows: waiting },
    { table: 'rejects', columns: ['received_at', 'reason', 'raw'], rows: refused },
    { table: 'import_rejects', columns: ['line', 'reason', 'raw'], rows: refusedRows },
    { table: 'list_upload_rejects', columns: ['line', 'value', 'reason'], rows: unmatched },
    { table: 'audit_log', columns: ['at', 'action', 'reason'], rows: looks },
    {
      table: 'subject_requests',
      columns: [
        'number',
        'type',
        'state',
        'received_at',
        'finished_at',
        'identifiers',
        'name',
        'contact',
        'message',
        'refusal_ground',
        'refusal_note',
      ],
      rows: requests,
    },
  ];
}
