import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import type { PersonalData } from '@/features/access/types';
import { withheldReasons } from '@/features/consent/data/may';
import { maskIdentifier, maskTraits } from '@/features/profiles/core/mask';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { type ExportFormat, lineOf } from '../core/export-formats';
import type { ExportColumns } from '../core/export-line';
import { buildPayload } from '../core/payload';
import { storedProfiles } from './stored-profiles';

export type ExportQuestion = ExportColumns & {
  segmentId: string;
  purpose: string;
  channel: string;
  personalData: PersonalData;
  format?: ExportFormat;
};

export type ExportChunk = {
  rows: { id: string; line: string }[];
  /** Who is left out, by reason. */
  reasons: Record<string, number>;
  /** The last member looked at: where to go on. */
  cursor: string;
};

const CHUNK = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * The members of a segment in id order, those who may be used for the purpose on the channel as lines of the file, the others counted by reason.
 * Consent is asked in the transaction that reads each part. Memory is that of one part.
 */
export async function* exportChunks(question: ExportQuestion, after: string | null = null): AsyncGenerator<ExportChunk> {
  for (let cursor = after ?? FIRST; ; ) {
    const chunk = await readChunk(question, cursor);
    if (!chunk) return;
    yield chunk;
    cursor = chunk.cursor;
  }
}

async function readChunk(question: ExportQuestion, after: string): Promise<ExportChunk | undefined> {
  return sql().begin('read only', async (tx) => {
    const members = await tx<{ id: string }[]>`
      select profile_id as id from memberships where segment_id = ${question.segmentId} and profile_id > ${after}
      order by profile_id limit ${CHUNK}`;
    const ids = members.map((m) => m.id);
    const cursor = ids.at(-1);
    if (cursor === undefined) return undefined;
    const withheld = await withheldReasons(tx, ids, question.purpose, question.channel, await databaseNow(tx));
    const profiles = await storedProfiles(
      tx,
      ids.filter((id) => !withheld.has(id)),
    );
    const flags = await traitFlags(question.personalData);
    const rows = [...profiles.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((stored) => {
        const payload = buildPayload(stored, question);
        const masked = {
          ...payload,
          traits: maskTraits(payload.traits, question.personalData, flags),
          identifiers: payload.identifiers.map((i) => ({ type: i.type, value: maskIdentifier(i.type, i.value, question.personalData) })),
        };
        return { id: stored.id, line: lineOf(masked, question, question.format ?? 'csv') };
      });
    return { rows, reasons: countBy([...withheld.values()]), cursor };
  }) as Promise<ExportChunk | undefined>;
}

function countBy(reasons: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
