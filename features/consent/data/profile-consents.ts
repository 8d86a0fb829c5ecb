import { z } from 'zod';
import type { AnySql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import type { PersonalData } from '@/features/access/types';
import { readCursor, writeCursor } from '@/lib/cursor';
import { decide } from '../core/may';
import { standingOf } from '../restrictions/data';
import type { ConsentEntry, ConsentStateView, ProfileConsents } from '../schema';
import { wordingsOf } from '../texts/data';
import type { Channel, ConsentState, Method, Purpose, Standing } from '../types';
import { listChannels, listPurposes } from './purposes';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const placeSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * What one person has said: the state of every purpose × channel in use, and a page of the history, newest first. Evidence is left out
 * for readers who may not see personal data.
 */
export async function profileConsents(
  tx: AnySql,
  profileId: string,
  page: { cursor?: string | undefined; limit: number; personalData: PersonalData },
): Promise<ProfileConsents> {
  const [data, history] = await Promise.all([consentStatesOf(tx, profileId), historyOf(tx, profileId, page)]);
  return { profileId, data, ...history };
}

/** The state of every purpose × channel in use, and of those that are archived but were once said something about. */
export async function consentStatesOf(tx: AnySql, profileId: string): Promise<ConsentStateView[]> {
  const [now, purposes, channels, standing, states] = await Promise.all([
    databaseNow(tx),
    listPurposes(tx),
    listChannels(tx),
    standingOf(tx, profileId),
    tx<({ purpose: string; channel: string } & ConsentState)[]>`
      select purpose, channel, state, since, expires_at as "expiresAt" from consent_states where profile_id = ${profileId}`,
  ]);
  const said = new Map(states.map((s) => [`${s.purpose}/${s.channel}`, s]));
  return purposes.flatMap((purpose) =>
    channels
      .filter((channel) => said.has(`${purpose.key}/${channel.key}`) || !(purpose.archived || channel.archived))
      .map((channel) => cell(purpose, channel, said.get(`${purpose.key}/${channel.key}`), { now, standing })),
  );
}

function cell(
  purpose: Purpose,
  channel: Channel,
  state: ConsentState | undefined,
  at: { now: Date; standing: Standing },
): ConsentStateView {
  const decision = decide(purpose, channel, state, at.now, at.standing);
  return {
    purpose: purpose.key,
    channel: channel.key,
    state: (state?.state as ConsentStateView['state'] | undefined) ?? 'unset',
    since: iso(state?.since ?? null),
    expiresAt: iso(state?.expiresAt ?? null),
    allowed: decision.allowed,
    reason: decision.allowed ? null : decision.reason,
  };
}

type LedgerRow = {
  id: string;
  purpose: string;
  channel: string;
  state: string;
  occurredAt: Date;
  recordedAt: Date;
  expiresAt: Date | null;
  method: Method;
  actor: string;
  textVersion: string | null;
  evidence: Record<string, unknown>;
  place: string;
};

async function historyOf(
  tx: AnySql,
  profileId: string,
  { cursor, limit, personalData }: { cursor?: string | undefined; limit: number; personalData: PersonalData },
): Promise<{ history: ConsentEntry[]; nextCursor: string | null }> {
  const [at, id] = cursor ? readCursor(placeSchema, cursor) : [null, null];
  const rows = await tx<LedgerRow[]>`
    select id, purpose, channel, state, occurred_at as "occurredAt", recorded_at as "recordedAt", expires_at as "expiresAt", method, actor,
           text_version as "textVersion", evidence,
           to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from consent_ledger
    where profile_id = ${profileId} and (${at}::timestamptz is null or (recorded_at, id) < (${at}::timestamptz, ${id}::uuid))
    order by recorded_at desc, id desc limit ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const wordings = await wordingsOf(tx, rows);
  return {
    history: rows.slice(0, limit).map(({ place: _, ...row }) => ({
      ...row,
      wording: wordings.get(`${row.purpose}/${row.channel}/${row.textVersion}`) ?? null,
      occurredAt: row.occurredAt.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
      expiresAt: iso(row.expiresAt),
      evidence: personalData === 'full' ? row.evidence : {},
    })),
    nextCursor: last ? writeCursor([last.place, last.id]) : null,
  };
}
