import { gzipSync } from 'node:zlib';
import type { Sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import type { RawEvent } from '@/features/ingest/types';
import { createKeyForSourceNamed } from '@/features/sources/mutations';

let n = 0;

/** A fresh SDK source with one key. */
export const newSource = (sql: Sql, name = `Source ${process.pid} ${++n}`) =>
  sql.begin((tx) => createKeyForSourceNamed(tx, cliScope('test'), name)) as Promise<{ sourceId: string; key: string }>;

export const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });

export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  headers,
});

export const gzipped = (body: unknown, headers: Record<string, string> = {}): RequestInit =>
  post(new Uint8Array(gzipSync(typeof body === 'string' ? body : JSON.stringify(body))), { 'content-encoding': 'gzip', ...headers });

export type Stored = {
  lane: number;
  mode: string;
  received_at: Date;
  sentAt?: string;
  ip?: string;
  userAgent?: string;
  events: RawEvent[];
};

/** Everything a source has in the inbox, in order. */
export async function inboxOf(sql: Sql, sourceId: string): Promise<Stored[]> {
  const rows = await sql<{ lane: number; mode: string; received_at: Date; body: string }[]>`
    select lane, mode, received_at, body from inbox where source_id = ${sourceId} order by seq`;
  return rows.map(({ body, ...row }) => {
    const { batch, ...head } = JSON.parse(body);
    return { ...row, ...head, events: batch };
  });
}

export const eventsOf = async (sql: Sql, sourceId: string): Promise<RawEvent[]> => (await inboxOf(sql, sourceId)).flatMap((r) => r.events);

export const rejectsOf = (sql: Sql, sourceId: string) =>
  sql<{ code: string; reason: string; raw: string; message_id: string | null }[]>`
    select code, reason, raw, message_id from rejects where source_id = ${sourceId} order by received_at, id`;
