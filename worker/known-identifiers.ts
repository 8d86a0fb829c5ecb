import type { Sql } from '@/db/client';
import { nodeKey, normaliseIdentifier, normaliseType } from '@/features/identity/core/normalise';
import { findIdentifiers } from '@/features/identity/data/find-identifiers';

/**
 * Which of these identifiers, in any spelling, lead to a profile today; one answer each, in order. For the dry run of an import, which
 * stands before the identity stage and so cannot ask it itself.
 */
export async function knownIdentifiers(sql: Sql, asked: { type: string; value: string }[]): Promise<boolean[]> {
  const [setting] = await sql<{ value: unknown }[]>`select value from settings where key = 'country'`;
  const country = typeof setting?.value === 'string' ? setting.value : undefined;
  const keys = asked.map(({ type, value }) => normaliseIdentifier(normaliseType(type) ?? type, value, country));
  const found = await findIdentifiers(
    sql,
    keys.flatMap((key) => (key ? nodeKey(key.type, key.value) : [])),
  );
  return keys.map((key) => key !== undefined && found.has(nodeKey(key.type, key.value)));
}
