import type postgres from 'postgres';
import { z } from 'zod';
import { openPostgres, postgresFailure, postgresFields } from '@/lib/postgres-client';
import { keyed } from '@/lib/said-of-issue';
import { defineDestination } from '@/plugins/kit/define-destination';
import type { DestinationRow, RowResult } from '@/plugins/kit/types';

/** Shorter than a sender's lease. */
const STATEMENT_MS = 10_000;
/** Clients kept for destinations that are sent to in turn; their connections close by themselves when idle. */
const KEPT = 20;

const settings = z.strictObject({
  ...postgresFields,
  table: z
    .string()
    .trim()
    .regex(
      /^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/,
      keyed('destination.table', 'A name such as marketing.audience, in lower case'),
    )
    .default('tessera_audience')
    .meta({
      title: 'Table',
      description: 'With its schema if need be. Made when it is not there.',
      placeholder: 'marketing.audience',
    }),
});
type Settings = z.output<typeof settings>;
type Client = { sql: postgres.Sql; ready: boolean };

const clients = new Map<string, Client>();

function clientOf(given: Settings): Client {
  const key = JSON.stringify(given);
  const client = clients.get(key) ?? { sql: openPostgres(given, { statementTimeoutMs: STATEMENT_MS, max: 4 }), ready: false };
  // The one used last stands last.
  clients.delete(key);
  clients.set(key, client);
  for (const [oldest, { sql }] of clients) {
    if (clients.size <= KEPT) break;
    clients.delete(oldest);
    void sql.end({ timeout: 5 }).catch(() => undefined);
  }
  return client;
}

const quoted = (table: string): string =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');

/** Makes the table unless it is there; a user without the right to make tables may be given one. */
async function prepare(client: Client, table: string): Promise<void> {
  if (client.ready) return;
  const [found] = await client.sql.unsafe('select to_regclass($1::text)::text as name', [quoted(table)]);
  if (!found?.name) {
    await client.sql.unsafe(`
      create table if not exists ${quoted(table)} (
        profile_id uuid not null, segment_id uuid not null, segment text not null, identifiers jsonb not null, traits jsonb not null,
        changed_at timestamptz not null, primary key (profile_id, segment_id))`);
  }
  client.ready = true;
}

/** A message that comes again, or late, changes nothing that a newer one has said. */
async function apply(tx: postgres.TransactionSql, table: string, row: DestinationRow): Promise<void> {
  const name = quoted(table);
  const { id, previousIds, identifiers, traits } = row.profile;
  if (row.kind === 'delete') {
    await tx.unsafe(`delete from ${name} where profile_id = any($1::text::uuid[])`, [list([id, ...previousIds])]);
    return;
  }
  if (!row.segment) return;
  const { segment } = row;
  if (row.kind === 'leave') {
    await tx.unsafe(
      `delete from ${name} where profile_id = any($1::text::uuid[]) and segment_id = $2::text::uuid and changed_at <= $3::text::timestamptz`,
      [list([id, ...previousIds]), segment.id, row.at],
    );
    return;
  }
  await tx.unsafe(`delete from ${name} where profile_id = any($1::text::uuid[]) and segment_id = $2::text::uuid`, [
    list(previousIds),
    segment.id,
  ]);
  await tx.unsafe(
    `insert into ${name} as t (profile_id, segment_id, segment, identifiers, traits, changed_at)
     values ($1::text::uuid, $2::text::uuid, $3::text, $4::text::jsonb, $5::text::jsonb, $6::text::timestamptz)
     on conflict (profile_id, segment_id) do update
     set segment = excluded.segment, identifiers = excluded.identifiers, traits = excluded.traits, changed_at = excluded.changed_at
     where t.changed_at <= excluded.changed_at`,
    [id, segment.id, segment.name, JSON.stringify(identifiers), JSON.stringify(traits), row.at],
  );
}

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`;

async function attempt(given: Settings, work: (client: Client) => Promise<void>): Promise<RowResult> {
  try {
    await work(clientOf(given));
    return { ok: true };
  } catch (error) {
    return { ok: false, ...postgresFailure(error).failure };
  }
}

/** Keeps a table of another PostgreSQL level with segments: one row for each member. */
export const postgresTable = defineDestination({
  id: 'postgres-table',
  name: 'PostgreSQL table',
  docs: 'docs/destinations.md#postgresql-table',
  settings,
  limits: { concurrency: 4 },
  check: (row, { settings: given }) =>
    attempt(given, async (client) => {
      client.ready = false;
      await prepare(client, given.table);
      // Written and taken back in one transaction: nobody else sees it.
      await client.sql.begin(async (tx) => {
        const segment = { id: row.profile.id, name: 'test' };
        await apply(tx, given.table, { ...row, kind: 'enter', segment });
        await apply(tx, given.table, { ...row, kind: 'delete', segment });
      });
    }),
  async deliver(rows, { settings: given }) {
    const result = await attempt(given, async (client) => {
      await prepare(client, given.table);
      await client.sql.begin(async (tx) => {
        for (const row of rows) await apply(tx, given.table, row);
      });
    });
    return rows.map(() => result);
  },
  erase: { supported: true },
});
