import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Catalogue, EvaluateContext, ProfileFacts } from '@/features/segments/conditions/types';
import type { RuleNode } from '@/features/segments/schema';

export type Sql = { text: string; values: unknown[] };
/** A row of the statement of a batch. */
export type PersonRow = { profile_id: string; leaves: string | null } & Record<string, string>;

/** A rule with what is right about it: told by the unchanged code, the database and the oracle agreeing. */
export type Case = {
  group: string;
  rule: RuleNode;
  fits: string[];
  dependencies: string[];
  single: Sql;
  many: Sql;
  /** The statement of a batch, its rows, and what they say: who fits, with the answers at the rule's top as bits. */
  live: Sql & { rows: PersonRow[]; marked: [string, number][] };
  /** Stretches of time after now, who is named for each, and who had to be, because the answer differs at its ends. */
  edges: { from: Date; to: Date; named: Sql; moved: string[] }[];
};

/** A rule with who of the crowd fits it, as the unchanged evaluator says: their places. */
export type PlainCase = { group: string; rule: RuleNode; fits: number[] };

export type Pool = {
  now: Date;
  /** People who are in no database: rules are evaluated for them from plain data alone. */
  crowd: ProfileFacts[];
  plain: PlainCase[];
  people: ProfileFacts[];
  context: Omit<EvaluateContext, 'now'>;
  catalogue: Catalogue;
  cases: Case[];
};

export const writePool = (file: string, pool: Pool): void => writeFileSync(file, serialize(pool));
export const readPool = (file: string): Pool => deserialize(readFileSync(file)) as Pool;
