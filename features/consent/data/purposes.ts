import type { AnySql } from '@/db/client';
import type { Channel, Purpose } from '../types';

const purposeColumns = (tx: AnySql) => tx`
  key, name, description, lawful_basis as "lawfulBasis", mode, validity_days as "validityDays", marketing, archived, created_at as "createdAt"`;

/** Every purpose, archived ones last. */
export async function listPurposes(tx: AnySql): Promise<Purpose[]> {
  return tx<Purpose[]>`select ${purposeColumns(tx)} from purposes order by archived, mode, created_at, name, key`;
}

/** Every channel, archived ones last. */
export async function listChannels(tx: AnySql): Promise<Channel[]> {
  return tx<Channel[]>`select key, name, archived, created_at as "createdAt" from channels order by archived, created_at, name, key`;
}

/** @returns undefined when there is none of this key. */
export async function purposeByKey(tx: AnySql, key: string): Promise<Purpose | undefined> {
  const [row] = await tx<Purpose[]>`select ${purposeColumns(tx)} from purposes where key = ${key}`;
  return row;
}

/** @returns undefined when there is none of this key. */
export async function channelByKey(tx: AnySql, key: string): Promise<Channel | undefined> {
  const [row] = await tx<Channel[]>`select key, name, archived, created_at as "createdAt" from channels where key = ${key}`;
  return row;
}
