import { z } from 'zod';
import { type AnySql, sql } from '@/db/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { openStates } from '../constants';
import { daysLeft } from '../core/due-date';
import type { ListQuery } from '../schema';
import type { Origin, RefusalGround, RequestState, RequestType } from '../types';

/** One line of the register. `who`: as whoever asked named themselves, or the first identifier given. */
export type RequestLine = {
  id: string;
  number: number;
  type: RequestType;
  state: RequestState;
  origin: Origin;
  who: string | null;
  receivedAt: string;
  dueAt: string;
  pausedAt: string | null;
  extendedAt: string | null;
  finishedAt: string | null;
  daysLeft: number;
  assignee: string | null;
  nothingHeld: boolean;
  refusalGround: RefusalGround | null;
  failed: boolean;
};

type Row = Omit<RequestLine, 'receivedAt' | 'dueAt' | 'pausedAt' | 'extendedAt' | 'finishedAt' | 'daysLeft'> & {
  receivedAt: Date;
  dueAt: Date;
  pausedAt: Date | null;
  extendedAt: Date | null;
  finishedAt: Date | null;
  rank: number;
};

type Reader = { userId: string | null; timeZone: string };

const place = z.tuple([z.number(), z.uuid()]);

/** The register by urgency: open requests by due date, then ended ones, the latest first. Keyset pages. */
export async function listRequests(
  query: ListQuery,
  { userId, timeZone }: Reader,
): Promise<{ data: RequestLine[]; nextCursor: string | null }> {
  const after = query.cursor ? readCursor(place, query.cursor) : null;
  const rows = await sql()<Row[]>`
    select * from (
      select r.id, r.number, r.type, r.state, r.origin, coalesce(r.name, r.contact, r.identifiers -> 0 ->> 'value') as who,
        r.received_at as "receivedAt", r.due_at as "dueAt", r.paused_at as "pausedAt", r.extended_at as "extendedAt",
        r.finished_at as "finishedAt", coalesce(nullif(u.name, ''), u.email) as assignee, r.refusal_ground as "refusalGround",
        (r.outcome ->> 'result') is not distinct from 'nothing_held' as "nothingHeld", r.error is not null as failed,
        case when r.state = any(${openStates as unknown as string[]}) then extract(epoch from r.due_at)
          else 1e11 - extract(epoch from coalesce(r.finished_at, r.updated_at)) end::float8 as rank
      from subject_requests r left join users u on u.id = r.assignee_id
      where ${conditions(sql(), query, userId)}) line
    where ${after ? sql()`(line.rank, line.id) > (${after[0]}::float8, ${after[1]}::uuid)` : sql()`true`}
    order by line.rank, line.id limit ${query.limit + 1}`;
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const now = new Date();
  return {
    data: shown.map((row) => toLine(row, now, timeZone)),
    nextCursor: rows.length > query.limit && last ? writeCursor([last.rank, last.id]) : null,
  };
}

function conditions(tx: AnySql, { q, state, type, overdue, assignee }: ListQuery, userId: string | null) {
  const text = q?.trim() ?? '';
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const person = assignee === 'me' ? userId : assignee;
  return tx`
    ${state === 'all' ? tx`true` : state === 'open' ? tx`r.state = any(${openStates as unknown as string[]})` : tx`r.state = ${state}`}
    and ${type ? tx`r.type = ${type}` : tx`true`}
    and ${overdue ? tx`r.state = any(${openStates as unknown as string[]}) and r.paused_at is null and r.due_at < now()` : tx`true`}
    and ${assignee === undefined ? tx`true` : assignee === 'none' ? tx`r.assignee_id is null` : tx`r.assignee_id = ${person ?? null}::uuid`}
    and ${
      text === ''
        ? tx`true`
        : number
          ? tx`(r.number = ${Number(number)} or r.identifiers::text ilike ${like})`
          : tx`(r.name ilike ${like} or r.contact ilike ${like} or exists (
              select 1 from jsonb_array_elements(r.identifiers) i where i ->> 'value' ilike ${like}))`
    }`;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function toLine({ rank: _rank, ...row }: Row, now: Date, timeZone: string): RequestLine {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    pausedAt: iso(row.pausedAt),
    extendedAt: iso(row.extendedAt),
    finishedAt: iso(row.finishedAt),
    daysLeft: daysLeft(row, now, timeZone),
  };
}
