import type { Sql, TransactionSql } from '@/db/client';
import { plain } from '@/db/literals';
import { type ChainLine, GENESIS, linkOf } from '../core/audit-chain';

/** One process chains at a time; nobody who writes the audit log waits for it. */
const CHAINER = 7_350_061;
const AT_ONCE = 1_000;
/** A line whose transaction committed late lies at most so many ids behind the newest: one written before is looked for once a day. */
const BEHIND = 100_000;

export const chainColumns = (tx: TransactionSql | Sql) => tx`
  a.id::text as id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, a.actor_type as "actorType",
  a.actor_id::text as "actorId", a.actor_label as "actorLabel", a.action, a.subject_type as "subjectType", a.subject_id as "subjectId",
  a.reason, a.details::text as details`;

/**
 * Ties the lines that were written since to the chain, in order of id among those there are. Works in pieces, each its own transaction.
 * @param all also lines far behind the newest. @returns how many were tied
 */
export async function chainAudit(sql: Sql, { all = false, signal }: { all?: boolean; signal?: AbortSignal } = {}): Promise<number> {
  for (let tied = 0; ; ) {
    signal?.throwIfAborted();
    const count = (await sql.begin((tx) => chainSome(tx, all))) as number;
    tied += count;
    if (count < AT_ONCE) return tied;
  }
}

async function chainSome(tx: TransactionSql, all: boolean): Promise<number> {
  await tx`select pg_advisory_xact_lock(${CHAINER})`;
  const [head = { position: 0, hash: GENESIS }] = await tx<{ position: number; hash: string }[]>`
    select position::float8 as position, hash from audit_chain order by position desc limit 1`;
  const from = all ? tx`0` : tx`(select coalesce(max(audit_id), 0) - ${BEHIND}::bigint from audit_chain)`;
  const lines = await tx<ChainLine[]>`
    select ${chainColumns(tx)} from audit_log a
    where a.id > ${from} and not exists (select from audit_chain c where c.audit_id = a.id) order by a.id limit ${AT_ONCE}`;
  let before = head;
  const links = lines.map((line) => {
    const link = linkOf(before, line);
    before = link;
    return link;
  });
  if (links.length > 0)
    await tx`
      insert into audit_chain (position, audit_id, words, hash)
      select * from unnest(${plain(links.map((l) => l.position))}::text::bigint[], ${plain(links.map((l) => l.auditId))}::text::bigint[],
        ${plain(links.map((l) => l.words))}::text::text[], ${plain(links.map((l) => l.hash))}::text::text[])`;
  return links.length;
}
