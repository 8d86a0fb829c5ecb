import { sql } from '@/db/client';
import { findMentions } from '@/features/consent/suppression/data';
import type { InboxEnvelope } from '@/features/ingest/types';

const AT_ONCE = 500;

/**
 * Takes out of accepted requests and rejects whatever names somebody who is suppressed, by the hashes alone: for a restored database, in which
 * such texts may be all that is known of a person.
 */
export async function sweepMentions(): Promise<void> {
  await sweepInbox();
  await sweepRejects('rejects', 'id');
  await sweepRejects('import_rejects', "import_id::text || ' ' || line");
  await sweepRejects('list_upload_rejects', "upload_id::text || ' ' || line", 'value');
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

type Rejects = 'rejects' | 'import_rejects' | 'list_upload_rejects';

async function sweepRejects(table: Rejects, key: string, text: 'raw' | 'value' = 'raw'): Promise<void> {
  const name = sql().unsafe(key);
  const read = sql()<{ key: string; raw: string }[]>`select (${name})::text as key, ${sql()(text)} as raw from ${sql()(table)}`;
  for await (const rows of read.cursor(AT_ONCE)) {
    const named = await findMentions(
      sql(),
      rows.map(({ raw }) => ({ text: raw })),
    );
    const keys = rows.filter((_, n) => named.has(n)).map((row) => row.key);
    if (keys.length > 0) await sql()`delete from ${sql()(table)} where (${name})::text = any(${keys}::text[])`;
  }
}
