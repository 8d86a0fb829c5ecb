import { z } from 'zod';
import type { AnySql } from '@/db/client';
import type { PersonalData, Scope } from '@/features/access/types';
import { maskName } from '@/features/profiles/core/mask';
import { seesRestricted } from '@/features/profiles/data/restricted';
import { readCursor, writeCursor } from '@/lib/cursor';
import { readableStatuses } from '../constants';
import type { MessageFilter } from '../schema';
import type { BlockView, MessageLine, MessageStatus } from '../types';
import { addressesOf } from './addresses';

const LINES = 50;
const place = z.tuple([z.uuid()]);

type Moments = 'unsubscribedAt' | 'openedAt' | 'clickedAt';
type Row = Omit<MessageLine, 'at' | Moments> & { at: Date } & Record<Moments, Date | null>;

const columns = (tx: AnySql, scope: Scope) => tx`
  m.id, case when ${seesRestricted(scope)} or p.restricted_at is null then m.profile_id end as "profileId",
  case when ${seesRestricted(scope)} or p.restricted_at is null then p.name end as "profileName", m.status, m.reason, m.attempts, m.smtp_code as "smtpCode",
  m.smtp_status as "smtpStatus", coalesce(m.finished_at, m.created_at) as at, m.unsubscribed_at as "unsubscribedAt",
  m.opened_at as "openedAt", m.clicked_at as "clickedAt"`;

const line = (row: Row, personalData: PersonalData): MessageLine => ({
  ...row,
  profileName: maskName(row.profileName, personalData),
  at: row.at.toISOString(),
  unsubscribedAt: row.unsubscribedAt?.toISOString() ?? null,
  openedAt: row.openedAt?.toISOString() ?? null,
  clickedAt: row.clickedAt?.toISOString() ?? null,
});

/** As they are counted: of letters that somebody may have read. */
const readOnly = (tx: AnySql, read: MessageFilter['read']) =>
  read ? tx`and m.${tx(`${read}_at`)} is not null and m.status in ${tx([...readableStatuses])}` : tx``;

/** A campaign's messages, those of one state or of which this was noticed when it is given, page by page; whose they are only of those whom the reader may see. */
export async function listMessages(
  tx: AnySql,
  campaignId: string,
  { status, read, cursor }: MessageFilter,
  scope: Scope,
): Promise<{ data: MessageLine[]; nextCursor: string | null }> {
  const [after] = cursor ? readCursor(place, cursor) : [null];
  const rows = await tx<Row[]>`
    select ${columns(tx, scope)} from messages m left join profiles p on p.id = m.profile_id
    where m.campaign_id = ${campaignId} and (${status ?? null}::text is null or m.status = ${status ?? null})
      ${readOnly(tx, read)}
      and (${after}::uuid is null or m.id > ${after}::uuid)
    order by m.id limit ${LINES + 1}`;
  const last = rows.length > LINES ? rows[LINES - 1] : undefined;
  return { data: rows.slice(0, LINES).map((row) => line(row, scope.personalData)), nextCursor: last ? writeCursor([last.id]) : null };
}

export type ProfileMessage = {
  id: string;
  campaignId: string;
  campaignName: string;
  status: MessageStatus;
  reason: string | null;
  at: string;
};

/** The last messages to a person. */
export async function messagesOf(tx: AnySql, profileId: string): Promise<ProfileMessage[]> {
  const rows = await tx<(Omit<ProfileMessage, 'at'> & { at: Date })[]>`
    select m.id, m.campaign_id as "campaignId", c.name as "campaignName", m.status, m.reason, coalesce(m.finished_at, m.created_at) as at
    from messages m join campaigns c on c.id = m.campaign_id where m.profile_id = ${profileId} order by m.created_at desc, m.id limit 20`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The addresses of a person that nothing is sent to; the address itself only where it is still known of them. */
export async function blocksOf(tx: AnySql, profileId: string): Promise<BlockView[]> {
  const byHash = await addressesOf(tx, profileId);
  const rows = await tx<{ addressHash: string; smtpStatus: string | null; createdAt: Date }[]>`
    select address_hash as "addressHash", smtp_status as "smtpStatus", created_at as "createdAt" from email_blocks
    where lifted_at is null and (profile_id = ${profileId} or address_hash = any(${[...byHash.keys()]}::text[]))
    order by created_at desc`;
  return rows.map((row) => ({ ...row, address: byHash.get(row.addressHash) ?? null, createdAt: row.createdAt.toISOString() }));
}
