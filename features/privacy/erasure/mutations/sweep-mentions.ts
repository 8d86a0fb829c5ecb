import { sql } from '@/db/client';
import { findMentions } from '@/features/consent/suppression/data';
import type { InboxEnvelope } from '@/features/ingest/types';
import { typedTexts } from '../core/typed-text';

const AT_ONCE = 500;

/** Rejects: what a row is known by, its text, and the type of a text that is one value; as expressions of SQL over the row `t`. */
const REJECTS = [
  { table: 'rejects', key: 't.id', text: 't.raw', type: 'null' },
  { table: 'import_rejects', key: "t.import_id::text || ' ' || t.line", text: 't.raw', type: 'null' },
  {
    table: 'list_upload_rejects',
    key: "t.upload_id::text || ' ' || t.line",
    text: 't.value',
    type: typedTexts['list_upload_rejects.value'] ?? 'null',
  },
] as const;

/**
 * Takes out of accepted requests and rejects whatever names somebody who is suppressed, by the hashes alone: for a restored database, in which
 * such texts may be all that is known of a person.
 */
export async function sweepMentions(): Promise<void> {
  await sweepInbox();
  for (const rejects of REJECTS) await sweepRejects(rejects);
}

async function sweepInbox(): Promise<void> {
  type Row = { lane: number; seq: string; body: string };
  for await (const rows of sql()<Row[]>`select lane, seq::text as seq, body from inbox where body <> '{"batch":[]}'`.cursor(AT_ONCE)) {
    for (const { lane, seq, body } of rows) {
      const envelope = parsed(body);
      const events = envelope?.batch ?? [];
      const named = await findMentions(sql(), envelope ? events.map((values) => ({ values })) : [{ text: body }]);
      if (named.size === 0) continue;
      const batch = events.filter((_, n) => !named.has(n));
      const rest = JSON.stringify(batch.length === 0 ? { batch } : { ...envelope, batch });
      await sql()`update inbox set body = ${rest} where lane = ${lane} and seq = ${seq}`;
    }
  }
}

function parsed(body: string): InboxEnvelope | undefined {
  try {
    const envelope = JSON.parse(body) as InboxEnvelope;
    return Array.isArray(envelope.batch) ? envelope : undefined;
  } catch {
    return undefined;
  }
}

async function sweepRejects({ table, key, text, type }: (typeof REJECTS)[number]): Promise<void> {
  const read = sql().unsafe<{ key: string; raw: string; type: string | null }[]>(
    `select (${key})::text as key, ${text} as raw, ${type} as type from ${table} t`,
  );
  for await (const rows of read.cursor(AT_ONCE)) {
    const named = await findMentions(
      sql(),
      rows.map((row) => (row.type === null ? { text: row.raw } : { text: row.raw, values: { [row.type]: row.raw } })),
    );
    const keys = rows.filter((_, n) => named.has(n)).map((row) => row.key);
    if (keys.length > 0) await sql().unsafe(`delete from ${table} t where (${key})::text = any($1::text[])`, [keys]);
  }
}
