import type { Sql, TransactionSql } from '@/db/client';
import { maskJson } from '@/features/access/core/mask-json';
import type { PersonalData } from '@/features/access/types';
import { maskMessageId } from '../core/mask-message-id';
import type { EventType } from '../types';

/** One event in the live list. `raw` and the message id are masked for its reader. */
export type LiveEvent = {
  id: string;
  type: EventType;
  name: string;
  messageId: string;
  occurredAt: string;
  receivedAt: string;
  profileId: string;
  raw: unknown;
};

export type LiveEvents = {
  events: LiveEvent[];
  /** True when looking further back would have taken too long. */
  partial: boolean;
};

export type LiveFilter = { type?: EventType | undefined; q?: string | undefined };

const LIMIT = 50;
const WINDOWS_SECONDS = [15, 120, 1_800, 21_600, 86_400];
const BUDGET_MS = 1_500;

type Row = {
  id: string;
  type: EventType;
  name: string;
  messageId: string;
  occurredAt: Date;
  receivedAt: Date;
  profileId: string;
  recordKey: string | null;
  properties: unknown;
  context: unknown;
};

/**
 * The newest events of a source by receive time, newest first; those of one request by when they happened. Looks at a short time first (a BRIN index on receive time finds it)
 * and widens until there are enough; from the source's last busy hour when nothing came lately. Who may not see people finds no event by
 * what one is called, since an answer would confirm a guess.
 */
export async function recentEvents(sql: Sql, sourceId: string, filter: LiveFilter, personalData: PersonalData): Promise<LiveEvents> {
  const [stats] = await sql<{ last: Date | null }[]>`
    select max(hour) as last from source_stats where source_id = ${sourceId} and outcome in ('stored', 'duplicate') and n > 0`;
  const now = Date.now();
  const anchor = stats?.last ? Math.min(now, stats.last.getTime()) : now;
  const starts = [...WINDOWS_SECONDS.map((s) => now - s * 1_000), anchor - 3_600_000, anchor - 30 * 86_400_000];
  const descending = [...new Set(starts)].sort((a, b) => b - a);
  const until = now + BUDGET_MS;
  let rows: Row[] = [];
  let partial = false;
  for (const start of descending) {
    const left = until - Date.now();
    if (left <= 0) {
      partial = true;
      break;
    }
    const found = await within(sql, { sourceId, filter, from: new Date(start), personalData }, left);
    if (found === 'too_slow') {
      partial = true;
      break;
    }
    rows = found;
    if (rows.length >= LIMIT) break;
  }
  return { events: rows.map((r) => toLive(r, personalData)), partial };
}

type Asked = { sourceId: string; filter: LiveFilter; from: Date; personalData: PersonalData };

async function within(sql: Sql, { sourceId, filter, from, personalData }: Asked, budgetMs: number): Promise<Row[] | 'too_slow'> {
  const { type, q } = filter;
  try {
    return await sql.begin('read only', async (tx) => {
      await tx`select set_config('statement_timeout', ${`${Math.max(50, Math.round(budgetMs))}`}, true)`;
      return tx<Row[]>`
        select e.id, e.type, e.name, e.message_id as "messageId", e.occurred_at as "occurredAt", e.received_at as "receivedAt",
          e.profile_id as "profileId", r.key as "recordKey", e.properties, e.context
        from events e left join records r on r.profile_id = e.profile_id and r.id = e.record_id
        where e.source_id = ${sourceId} and e.received_at >= ${from}
          and not exists (select from profiles p where p.id = e.profile_id and p.restricted_at is not null)
          ${type ? tx`and e.type = ${type}` : tx``}
          ${q ? tx`and (${matches(tx, q, personalData)})` : tx``}
        order by e.received_at desc, e.occurred_at desc, e.id limit ${LIMIT}`;
    });
  } catch (error) {
    if ((error as { code?: string }).code === '57014') return 'too_slow';
    throw error;
  }
}

function matches(tx: TransactionSql, q: string, personalData: PersonalData) {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const plain = tx`e.name ilike ${like} or e.id::text = ${q}`;
  if (personalData === 'full') return tx`${plain} or e.message_id ilike ${like} or r.key ilike ${like}`;
  if (maskMessageId(q, null, personalData) !== q) return plain;
  return tx`${plain} or (e.message_id = ${q} and (r.key is null or position(lower(r.key) in lower(e.message_id)) = 0))`;
}

/** The event as one JSON document, in the order that a developer expects. */
function toLive(row: Row, personalData: PersonalData): LiveEvent {
  const { id, type, name, profileId, recordKey, properties, context } = row;
  const messageId = maskMessageId(row.messageId, recordKey, personalData);
  const occurredAt = row.occurredAt.toISOString();
  const receivedAt = row.receivedAt.toISOString();
  const named = type === 'track' ? { event: name } : {};
  const document = { type, ...named, messageId, userId: recordKey, timestamp: occurredAt, receivedAt, properties, context };
  const { userId, ...rest } = maskJson(document, personalData) as typeof document;
  return { id, type, name, messageId, occurredAt, receivedAt, profileId, raw: { id, profileId, record: userId, ...rest } };
}
