import type { AnySql } from '@/db/client';
import type { MeasuringMark } from '../core/covers-measuring';
import type { Channel, Purpose } from '../types';

type Row = Omit<Purpose, 'measuring'> & { since: Date | null; versions: MeasuringMark['versions'] };

const purposeColumns = (tx: AnySql) => tx`
  key, name, description, lawful_basis as "lawfulBasis", mode, validity_days as "validityDays", marketing, archived, created_at as "createdAt",
  measuring_since as since, measuring_versions as versions`;

const purposeOf = ({ since, versions, ...row }: Row): Purpose => ({ ...row, measuring: since && { since, versions } });

/** Every purpose, archived ones last. */
export async function listPurposes(tx: AnySql): Promise<Purpose[]> {
  const rows = await tx<Row[]>`select ${purposeColumns(tx)} from purposes order by archived, mode, created_at, name, key`;
  return rows.map(purposeOf);
}

/** Every channel, archived ones last. */
export async function listChannels(tx: AnySql): Promise<Channel[]> {
  return tx<Channel[]>`select key, name, archived, created_at as "createdAt" from channels order by archived, created_at, name, key`;
}

/** @returns undefined when there is none of this key. */
export async function purposeByKey(tx: AnySql, key: string): Promise<Purpose | undefined> {
  const [row] = await tx<Row[]>`select ${purposeColumns(tx)} from purposes where key = ${key}`;
  return row && purposeOf(row);
}

/** @returns undefined when there is none of this key. */
export async function channelByKey(tx: AnySql, key: string): Promise<Channel | undefined> {
  const [row] = await tx<Channel[]>`select key, name, archived, created_at as "createdAt" from channels where key = ${key}`;
  return row;
}
