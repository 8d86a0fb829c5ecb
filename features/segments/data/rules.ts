import type { AnySql } from '@/db/client';
import { nodeSchema, type RuleNode } from '../schema';
import type { SegmentState } from '../types';

export type LoadedRule = { id: string; version: number; state: SegmentState; node: RuleNode | undefined };

/** Parsed rules by id and version: a version's rule never changes. */
const parsed = new Map<string, RuleNode | undefined>();
const MOST_PARSED = 5_000;
const MOST_TRIES = 10;

type Row = { id: string; version: number; state: SegmentState };

/** Every active segment with its rule; `node` is undefined when the stored rule is not valid. */
export async function loadRules(tx: AnySql): Promise<LoadedRule[]> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const rows = await tx<Row[]>`select id, version, state from segments where status = 'active' order by id`;
    const unknown = rows.filter((row) => !parsed.has(keyOf(row)));
    if (unknown.length === 0) return rows.map((row) => ({ ...row, node: parsed.get(keyOf(row)) }));
    // The rule is read by a later statement: when its version has moved on since, it is not known yet, and asked again.
    const full = parsed.size > Math.max(MOST_PARSED, 2 * rows.length);
    if (full) parsed.clear();
    await remember(
      tx,
      (full ? rows : unknown).map((row) => row.id),
    );
  }
  throw new Error('The rules change faster than they can be read');
}

const keyOf = ({ id, version }: { id: string; version: number }): string => `${id} ${version}`;

async function remember(tx: AnySql, ids: string[]): Promise<void> {
  const rows = await tx<{ id: string; version: number; rule: unknown }[]>`
    select id, version, rule from segments where id = any(${ids}::uuid[])`;
  for (const row of rows) {
    const checked = nodeSchema.safeParse(row.rule);
    parsed.set(keyOf(row), checked.success ? checked.data : undefined);
  }
}

/** `evaluated`: everybody was evaluated once since it was made or restored. */
export type StoredRule = LoadedRule & { status: 'active' | 'archived'; evaluated: boolean };

/** One segment with its rule, archived or not; undefined when there is none. */
export async function loadRule(tx: AnySql, id: string): Promise<StoredRule | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const [row] = await tx<(Row & Pick<StoredRule, 'status' | 'evaluated'>)[]>`
      select id, version, state, status, evaluated_at is not null as evaluated from segments where id = ${id}`;
    if (!row) return undefined;
    if (parsed.has(keyOf(row))) return { ...row, node: parsed.get(keyOf(row)) };
    await remember(tx, [id]);
  }
  throw new Error('The rule changes faster than it can be read');
}
