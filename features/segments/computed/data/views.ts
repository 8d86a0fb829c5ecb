import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { maskTraits } from '@/features/profiles/core/mask';
import { profileLines } from '@/features/profiles/data/profile-lines';
import { AppError } from '@/lib/errors';
import type { TraitDetails, TraitLine, TraitView, ValueLine } from '../types';
import { distributionOf } from './distribution';
import { listTraits, readTrait, type StoredTrait } from './read-trait';
import { usersOf } from './users-of';

const SHOWN = 10;

export const viewOf = ({ definition, computedAt, createdAt, updatedAt, ...trait }: StoredTrait): TraitView => ({
  ...trait,
  definition: definition ?? null,
  state: definition ? trait.state : 'invalid',
  computedAt: computedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** All computed traits by name, each with how many things use it. */
export async function traitLines(tx: AnySql): Promise<TraitLine[]> {
  const traits = await listTraits(tx);
  return Promise.all(traits.map(async (trait) => ({ ...viewOf(trait), users: (await usersOf(tx, trait.name)).length })));
}

/** @throws AppError not_found */
export async function requireTrait(tx: AnySql, name: string): Promise<StoredTrait> {
  const trait = await readTrait(tx, name);
  if (!trait) throw new AppError('not_found', 'There is no such computed trait.', { key: 'computed.none' });
  return trait;
}

/** Everything about one trait, with ten people's values masked for the reader; undefined when there is none. */
export async function traitDetails(tx: AnySql, personalData: PersonalData, name: string): Promise<TraitDetails | undefined> {
  const trait = await readTrait(tx, name);
  if (!trait) return undefined;
  const [users, distribution, rows] = await Promise.all([
    usersOf(tx, name),
    distributionOf(tx, { name, hidden: trait.personal && personalData !== 'full' }),
    tx<{ id: string; value: unknown }[]>`
      select id, derived->${name} as value from profiles where derived ? ${name} and restricted_at is null
      order by last_seen_at desc nulls last, id limit ${SHOWN}`,
  ]);
  return { trait: viewOf(trait), users, distribution, lines: await valueLines(tx, personalData, { personal: trait.personal, rows }) };
}

type Values = { personal: boolean; rows: readonly { id: string; value: unknown }[] };

/** These people with their values, both masked for the reader. */
export async function valueLines(tx: AnySql, personalData: PersonalData, { personal, rows }: Values): Promise<ValueLine[]> {
  const lines = await profileLines(
    tx,
    rows.map((row) => row.id),
    personalData,
  );
  const values = new Map(rows.map((row) => [row.id, row.value]));
  const flags = new Map([['value', { personal }]]);
  return lines.map((profile) => ({ profile, value: maskTraits({ value: values.get(profile.id) ?? null }, personalData, flags).value }));
}
