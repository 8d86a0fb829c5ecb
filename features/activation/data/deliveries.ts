import { z } from 'zod';
import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { HIDDEN, maskIdentifier, maskInside, maskName, maskTraits } from '@/features/profiles/core/mask';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { readCursor, writeCursor } from '@/lib/cursor';
import type { DeliveryFilter } from '../schema';
import type { DeliveryDetail, DeliveryLine, ProfilePayload } from '../types';

const placeSchema = z.tuple([z.string(), z.uuid()]);
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

type Moments = 'createdAt' | 'nextAttemptAt' | 'finishedAt';
type LineRow = Omit<DeliveryLine, Moments> & { createdAt: Date; nextAttemptAt: Date | null; finishedAt: Date | null };

const lineColumns = (tx: AnySql) => tx`
  d.id, d.profile_id as "profileId", case when p.restricted_at is null then p.name end as "profileName", d.segment_id as "segmentId", g.name as "segmentName", d.kind, d.status,
  d.attempts, d.response_status as "responseStatus", d.error_code as "errorCode", d.created_at as "createdAt",
  case when d.status in ('pending', 'retry') then d.next_attempt_at end as "nextAttemptAt", d.finished_at as "finishedAt"`;

const toLine = <T extends LineRow>(row: T, personalData: PersonalData) => ({
  ...row,
  profileName: maskName(row.profileName, personalData),
  createdAt: row.createdAt.toISOString(),
  nextAttemptAt: iso(row.nextAttemptAt),
  finishedAt: iso(row.finishedAt),
});

/** A page of a destination's delivery log, newest first. Names are masked by the reader's role. */
export async function listDeliveries(
  tx: AnySql,
  destinationId: string,
  filter: DeliveryFilter,
  personalData: PersonalData,
): Promise<{ data: DeliveryLine[]; nextCursor: string | null }> {
  const [at, id] = filter.cursor ? readCursor(placeSchema, filter.cursor) : [null, null];
  const rows = await tx<(LineRow & { place: string })[]>`
    select ${lineColumns(tx)}, d.created_at::text as place
    from deliveries d left join profiles p on p.id = d.profile_id left join segments g on g.id = d.segment_id
    where d.destination_id = ${destinationId}
      and (${filter.status ?? null}::text is null or d.status = ${filter.status ?? null})
      and (${filter.kind ?? null}::text is null or d.kind = ${filter.kind ?? null})
      and (${filter.segmentId ?? null}::uuid is null or d.segment_id = ${filter.segmentId ?? null})
      and (${filter.profileId ?? null}::uuid is null or d.profile_id = ${filter.profileId ?? null})
      and (${at}::timestamptz is null or (d.created_at, d.id) < (${at}::timestamptz, ${id}::uuid))
    order by d.created_at desc, d.id desc limit ${filter.limit + 1}`;
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
  return {
    data: rows.slice(0, filter.limit).map(({ place: _, ...row }) => toLine(row, personalData)),
    nextCursor: last ? writeCursor([last.place, last.id]) : null,
  };
}

type DetailRow = LineRow &
  Pick<DeliveryDetail, 'response' | 'error' | 'durationMs'> & { payload: ProfilePayload | null; giveUpAt: Date | null };

/** One delivery with what was sent and answered, masked by the reader's role. @returns undefined when there is none. */
export async function readDelivery(
  tx: AnySql,
  destinationId: string,
  id: string,
  personalData: PersonalData,
): Promise<DeliveryDetail | undefined> {
  const [row] = await tx<DetailRow[]>`
    select ${lineColumns(tx)}, case when p.restricted_at is null then d.payload end as payload,
      case when p.restricted_at is null then d.response end as response, d.error, d.duration_ms as "durationMs", d.give_up_at as "giveUpAt"
    from deliveries d left join profiles p on p.id = d.profile_id left join segments g on g.id = d.segment_id
    where d.destination_id = ${destinationId} and d.id = ${id}`;
  if (!row) return undefined;
  const flags = await traitFlags(personalData);
  const { payload } = row;
  return {
    ...toLine(row, personalData),
    giveUpAt: iso(row.giveUpAt),
    response: maskedText(row.response, personalData),
    payload: payload && {
      ...payload,
      traits: maskTraits(payload.traits, personalData, flags),
      identifiers: payload.identifiers.map((i) => ({ type: i.type, value: maskIdentifier(i.type, i.value, personalData) })),
    },
  };
}

/** A receiver may repeat what it was sent, so its answer is masked like free text. */
function maskedText(text: string | null, personalData: PersonalData): string | null {
  if (text === null || personalData === 'full') return text;
  return personalData === 'none' ? HIDDEN : maskInside(text);
}
