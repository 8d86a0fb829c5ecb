import { bigint, pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** How far each lane has been processed, and which worker holds it until when. `fence` rises with each change of owner. */
export const inboxLanes = pgTable('inbox_lanes', {
  lane: smallint('lane').primaryKey(),
  cursor: bigint('cursor', { mode: 'number' }).notNull().default(0),
  owner: uuid('owner'),
  fence: bigint('fence', { mode: 'number' }).notNull().default(0),
  leaseUntil: moment('lease_until'),
});
