import type { AnySql } from '@/db/client';
import { type Definition, definitionSchema } from '../schema';

export type TraitStatus = 'active' | 'stopped' | 'deleting';
export type TraitState = 'building' | 'live' | 'invalid';

/** A computed trait as it is stored. `definition` is undefined when the stored one no longer fits the schema. */
export type StoredTrait = {
  name: string;
  description: string;
  definition: Definition | undefined;
  version: number;
  status: TraitStatus;
  state: TraitState;
  error: string | null;
  /** From 0 to 1 while everybody is being computed. */
  progress: number | null;
  personal: boolean;
  people: number;
  computedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Names of who made it and who changed it last; null when nobody is known. */
  createdBy: string | null;
  updatedBy: string | null;
};

type Row = Omit<StoredTrait, 'definition'> & { definition: unknown };

const stored = (tx: AnySql) => tx`
  select t.name, t.description, t.definition, t.version, t.status, t.state, t.error, t.progress, t.personal, t.people::float8 as people,
    t.computed_at as "computedAt", t.created_at as "createdAt", t.updated_at as "updatedAt", c.name as "createdBy", u.name as "updatedBy"
  from computed_traits t left join users c on c.id = t.created_by left join users u on u.id = t.updated_by`;

const toTrait = (row: Row): StoredTrait => {
  const definition = definitionSchema.safeParse(row.definition);
  return { ...row, definition: definition.success ? definition.data : undefined };
};

/** One trait; undefined when there is none. */
export async function readTrait(tx: AnySql, name: string): Promise<StoredTrait | undefined> {
  const [row] = await tx<Row[]>`${stored(tx)} where t.name = ${name}`;
  return row && toTrait(row);
}

/** All of them by name: they are made by hand, and are few. */
export async function listTraits(tx: AnySql): Promise<StoredTrait[]> {
  const rows = await tx<Row[]>`${stored(tx)} order by t.name`;
  return rows.map(toTrait);
}
