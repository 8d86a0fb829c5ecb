import type { PendingQuery, Row } from 'postgres';
import type { AnySql, TransactionSql } from '@/db/client';
import { sql } from '@/db/client';
import { normaliseIdentifier } from '@/features/identity/core/normalise';
import { isUuid } from '@/lib/ids';
import type { SearchQuery } from '../core/search-query';
import { phoneCountry } from './phone-country';

/** Each step asks one index, and answers ids in the order to show them; all that is typed goes in as parameters. */
export type Step = (tx: AnySql, query: SearchQuery, limit: number) => Promise<string[]>;

const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);
const BEYOND = '\u{10FFFF}';

/** Any identifier, searchable event property or profile id that equals what was typed, normalised as each type is. */
export const exactStep: Step = async (tx, query, limit) => {
  const values = new Set([query.raw.normalize('NFC'), query.folded]);
  const country = query.identifierLike ? await phoneCountry(tx) : undefined;
  for (const type of ['email', 'phone', 'user_id']) {
    const found = normaliseIdentifier(type, query.raw, country);
    if (found) values.add(found.value);
  }
  const asId = isUuid(query.folded) ? query.folded : null;
  return ids(
    await tx<{ id: string }[]>`
      select profile_id as id from identifiers where value = any(${[...values]})
      union select profile_id from search_keys where value = ${query.folded}
      union select id from profiles where id = ${asId}::uuid
      union select profile_id from profile_aliases where old_id = ${asId}::uuid
      limit ${limit}`,
  );
};

const CANDIDATES = 200;

/** The ones last seen first, of the candidates found. */
async function newestFirst(tx: AnySql, found: PendingQuery<Row[]>, limit: number): Promise<string[]> {
  return ids(
    await tx<{ id: string }[]>`
      select p.id from (${found}) f join profiles p on p.id = f.profile_id
      order by p.last_seen_at desc nulls last, p.id limit ${limit}`,
  );
}

/** Identifiers and searchable properties that begin so. Range operators of text_pattern_ops, which a parameter can use. */
export const prefixStep: Step = (tx, query, limit) => {
  const [raw, folded] = [query.raw.normalize('NFC'), query.folded];
  const found = tx`
    select distinct profile_id from (
      (select profile_id from identifiers where value ~>=~ ${folded} and value ~<~ ${folded + BEYOND} limit ${CANDIDATES})
      union all
      (select profile_id from identifiers where value ~>=~ ${raw} and value ~<~ ${raw + BEYOND} limit ${CANDIDATES})
      union all
      (select profile_id from search_keys where value ~>=~ ${folded} and value ~<~ ${folded + BEYOND} limit ${CANDIDATES})
    ) begun`;
  return newestFirst(tx, found, limit);
};

/**
 * All words somewhere in the text: the rarest and the other long ones through the trigram index, short ones as a filter; the last
 * seen first among the first 200.
 */
export const partStep: Step = (tx, query, limit) => {
  const [first = '', ...others] = query.words;
  const filters = others
    .map((word) => ([...word].length >= 4 ? tx`and ${indexed(tx, word)}` : tx`and strpos(text, ${word}) > 0`))
    .reduce((all, one) => tx`${all} ${one}`, tx``);
  const found = tx`
    select profile_id from profile_search where ${indexed(tx, first)} ${filters} limit ${CANDIDATES}`;
  return newestFirst(tx, found, limit);
};

/** Under three letters a part has no trigram; the beginning of a word has, and two Han letters are worth a scan. */
function indexed(tx: AnySql, word: string) {
  const letters = [...word].length;
  if (letters >= 3 || (letters === 2 && /\p{Script=Han}/u.test(word))) return tx`text like ${`%${escapeLike(word)}%`}`;
  return tx`text ~ ${`\\m${word.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`}`;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Names that are nearly what was typed, the nearest first. */
export const typoStep: Step = async (tx, query, limit) => {
  const set = tx`select set_config('pg_trgm.similarity_threshold', '0.5', true)`.execute();
  const search = tx<{ id: string }[]>`
    select profile_id as id from profile_search where name % ${query.folded}
    order by similarity(name, ${query.folded}) desc, profile_id limit ${limit}`;
  const [, rows] = await Promise.all([set, search]);
  return ids(rows);
};

/** Runs a step with its own time limit. @returns null when the limit was reached. */
export async function withinTime(step: Step, query: SearchQuery, limit: number, milliseconds: number): Promise<string[] | null> {
  try {
    return await sql().begin(async (tx: TransactionSql) => {
      // Sent together with the step's own statement: one way to the server and back less.
      const set = tx`select set_config('statement_timeout', ${String(milliseconds)}, true)`.execute();
      const [, found] = await Promise.all([set, step(tx, query, limit)]);
      return found;
    });
  } catch (error) {
    if ((error as { code?: string }).code === '57014') return null;
    throw error;
  }
}
